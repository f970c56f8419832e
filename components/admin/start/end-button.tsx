"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import type { ActionResult } from "@/lib/http/result";

type Props = {
  /** Nothing is left to do. */
  isComplete: boolean;
  end: () => Promise<ActionResult<never>>;
};

/** Takes the first steps out of the navigation, for all admins. */
export function EndButton({ isComplete, end }: Props) {
  const t = useTranslations("start");
  const errorText = useErrorText();
  const [isEnding, setEnding] = useState(false);
  const click = async () => {
    setEnding(true);
    const result = await callAction(end);
    setEnding(false);
    if (!result.ok) toast.error(errorText(result.code));
  };
  return (
    <div className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button variant={isComplete ? "primary" : "ghost"} pending={isEnding} onClick={() => void click()}>
        {t(isComplete ? "end" : "endEarly")}
      </Button>
      <p className="text-muted text-xs">{t("endHint")}</p>
    </div>
  );
}
