"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { Mark, Step } from "@/lib/first-steps/rules";
import type { MarkStepInput } from "@/lib/first-steps/schemas";
import type { ActionResult } from "@/lib/http/result";

export type SaveMark = (input: MarkStepInput) => Promise<ActionResult<void>>;

/** Goes on to the next step: as done, or for later. */
export function MarkButton({ step, mark, save }: { step: Step; mark: Mark; save: SaveMark }) {
  const t = useTranslations("start");
  const errorText = useErrorText();
  const router = useRouter();
  const [isSaving, setSaving] = useState(false);
  const go = async () => {
    setSaving(true);
    const result = await callAction(() => save({ step, mark }));
    setSaving(false);
    if (result.ok) router.push("/admin/start", { scroll: false });
    else toast.error(errorText(result.code));
  };
  return (
    <Button variant={mark === "done" ? "primary" : "ghost"} pending={isSaving} onClick={() => void go()}>
      {t(mark === "done" ? "onward" : "later")}
    </Button>
  );
}
