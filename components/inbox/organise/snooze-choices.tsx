"use client";

import { AlarmClock, CalendarClock } from "lucide-react";
import { useId, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Dialog } from "@/components/ui/overlays/dialog";
import { MenuItem } from "@/components/ui/overlays/dropdown-menu";
import { useErrorText } from "@/components/ui/texts/use-error-text";
import { serverNow } from "@/lib/http/client";
import { snoozePresets, snoozeProblem } from "@/lib/snooze/rules";

/** Entries of a menu: when a chat comes back, in the time zone of this browser. */
export function SnoozeItems({ onChoose, onCustom }: { onChoose: (until: Date) => void; onCustom: () => void }) {
  const t = useTranslations("organise.snooze");
  const format = useFormatter();
  return (
    <>
      {snoozePresets(new Date(serverNow())).map(({ preset, until }) => (
        <MenuItem
          key={preset}
          icon={<AlarmClock aria-hidden />}
          hint={
            <span className="text-muted text-xs tabular-nums">
              {format.dateTime(until, { weekday: "short", hour: "numeric", minute: "2-digit" })}
            </span>
          }
          onSelect={() => onChoose(until)}
        >
          {t(`preset.${preset}`)}
        </MenuItem>
      ))}
      <MenuItem icon={<CalendarClock aria-hidden />} onSelect={onCustom}>
        {t("custom")}
      </MenuItem>
    </>
  );
}

/** `2026-11-30T09:00` by the clock on the wall, as the field wants it. */
const localText = (at: Date) =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, "2026-11-30T09:00".length);

type DialogProps = { isOpen: boolean; onClose: () => void; onChoose: (until: Date) => void };

/** Any other time. */
export function SnoozeDialog({ isOpen, onClose, onChoose }: DialogProps) {
  const t = useTranslations("organise.snooze");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const formId = useId();
  const [value, setValue] = useState("");
  const [error, setError] = useState<string>();
  const submit = () => {
    const until = new Date(value);
    if (value === "" || Number.isNaN(until.getTime())) return setError(errorText("required"));
    const problem = snoozeProblem(until, new Date(serverNow()));
    if (problem) return setError(errorText(problem));
    onChoose(until);
    onClose();
  };
  return (
    <Dialog
      title={t("customTitle")}
      description={t("customText")}
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary">
            {t("snooze")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Field label={t("until")} error={error}>
          <Input
            type="datetime-local"
            min={localText(new Date(serverNow()))}
            value={value}
            onChange={(event) => {
              setValue(event.target.value);
              setError(undefined);
            }}
          />
        </Field>
      </form>
    </Dialog>
  );
}
