"use client";

import { Volume2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { play, unlockAudio } from "@/components/inbox/alerts/sound";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Select } from "@/components/ui/forms/select";
import { Section } from "@/components/ui/layout/card";
import type { ActionResult } from "@/lib/http/result";
import { TONES, type Tone, toTone } from "@/lib/tones/rules";

/** Loudness of a sample, of 100. */
const SAMPLE_VOLUME = 70;

type Props = { initial: Tone; save: (tone: Tone) => Promise<ActionResult<{ tone: Tone }>> };

/** How alerts of a department sound, so that its operators know by ear where a chat comes from. Saved when chosen. */
export function ToneCard({ initial, save }: Props) {
  const t = useTranslations("alerts.tone");
  const [tone, setTone] = useState(initial);
  const [error, setError] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const playTone = async (which: Tone) => {
    await unlockAudio();
    play("chat", which, SAMPLE_VOLUME);
  };
  const choose = async (next: Tone) => {
    const before = tone;
    setTone(next);
    void playTone(next);
    setIsSaving(true);
    const result = await callAction(() => save(next));
    setIsSaving(false);
    setError(result.ok ? null : result.code);
    if (result.ok) toast.success(t("saved", { tone: t(`names.${next}`) }));
    else setTone(before);
  };
  return (
    <Section title={t("title")} description={t("lead")}>
      <div className="flex max-w-md flex-wrap items-end gap-3">
        <Field label={t("label")} error={error} className="flex-1 basis-48">
          <Select
            value={tone}
            aria-busy={isSaving}
            onChange={(event) => void choose(toTone(event.target.value))}
            options={TONES.map((value) => ({ value, label: t(`names.${value}`) }))}
          />
        </Field>
        <Button icon={<Volume2 aria-hidden />} onClick={() => void playTone(tone)}>
          {t("play")}
        </Button>
      </div>
    </Section>
  );
}
