"use client";

import { useTranslations } from "use-intl";
import { RadioCards } from "@/components/ui/forms/radio-cards";
import { useWritingSettings } from "./writing-context";

/** Which key sends. */
export function SendBySetting() {
  const t = useTranslations("writing.sendBy");
  const [{ sendBy }, change] = useWritingSettings();
  return (
    <RadioCards
      label={t("title")}
      columns={2}
      value={sendBy}
      onValueChange={(value) => change({ sendBy: value === "ctrlEnter" ? "ctrlEnter" : "enter" })}
      options={[
        { value: "enter", label: t("enter"), hint: t("enterHint") },
        { value: "ctrlEnter", label: t("ctrlEnter"), hint: t("ctrlEnterHint") },
      ]}
    />
  );
}
