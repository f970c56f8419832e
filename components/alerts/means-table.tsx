"use client";

import { Volume2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { play, unlockAudio } from "@/components/inbox/alerts/sound";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Checkbox } from "@/components/ui/forms/checkbox";
import { ALERT_KINDS, ALERT_MEANS, type AlertKind } from "@/lib/alerts/rules";
import { DEFAULT_TONE } from "@/lib/tones/rules";
import type { AlertSettingsApi } from "./alert-settings-form";

/** Loudness of a sample with the volume at nothing: a test that cannot be heard proves nothing. */
const SAMPLE_MIN = 30;

/** One row for each kind of news, one box for each way of hearing of it. */
export function MeansTable({ form }: { form: AlertSettingsApi }) {
  const t = useTranslations("alerts.settings");
  const sample = async (kind: AlertKind) => {
    await unlockAudio();
    play(kind, DEFAULT_TONE, Math.max(SAMPLE_MIN, form.getValues("volume")));
  };
  return (
    <table className="w-full max-w-2xl border-collapse">
      <thead>
        <tr>
          <th scope="col" className="pe-2 pb-2 text-start font-medium text-muted text-xs">
            {t("event")}
          </th>
          {ALERT_MEANS.map((means) => (
            <th key={means} scope="col" className="px-1 pb-2 text-center sm:px-2 font-medium text-muted text-xs">
              {t(means)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {ALERT_KINDS.map((kind) => (
          <tr key={kind} className="border-border border-t">
            <th scope="row" className="py-2 pe-2 text-start font-normal">
              {t(`kind.${kind}`)}
            </th>
            {ALERT_MEANS.map((means) => (
              <td key={means} className="px-1 py-2 sm:px-2">
                <Checkbox
                  {...form.register(`means.${kind}.${means}`)}
                  defaultChecked={form.formState.defaultValues?.means?.[kind]?.[means]}
                  label={<span className="sr-only">{t("cell", { kind: t(`kind.${kind}`), means: t(means) })}</span>}
                  className="flex justify-center"
                />
              </td>
            ))}
            <td className="w-9 py-1 text-end">
              <IconButton
                label={t("playKind", { kind: t(`kind.${kind}`) })}
                size="sm"
                onClick={() => void sample(kind)}
                icon={<Volume2 aria-hidden />}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
