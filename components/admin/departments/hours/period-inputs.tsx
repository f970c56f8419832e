"use client";

import { X } from "lucide-react";
import { useId } from "react";
import type { FieldPath } from "react-hook-form";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/actions/icon-button";
import { FieldError } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import type { ScheduleFormValues } from "@/lib/hours/schemas";
import type { HoursFormApi } from "./form-api";

type Props = {
  form: HoursFormApi;
  /** Where the two times stand in the form: `hours.0`, `holidays.0.periods.0`. */
  path: `hours.${number}` | `holidays.${number}.periods.${number}`;
  /** The day, for those who do not see what it stands beside. */
  day: string;
  errors: { from?: { message?: string }; to?: { message?: string } } | undefined;
  onRemove: () => void;
};

/** From when to when, with what is wrong about it. */
export function PeriodInputs({ form, path, day, errors, onRemove }: Props) {
  const t = useTranslations("routing.hours");
  const id = useId();
  const [from, to] = form.watch([`${path}.from`, `${path}.to`]);
  const input = (end: "from" | "to", label: string, value: string) => {
    const name: FieldPath<ScheduleFormValues> = `${path}.${end}`;
    const message = errors?.[end]?.message;
    return (
      <Input
        {...form.register(name)}
        defaultValue={value}
        type="time"
        aria-label={label}
        aria-invalid={message !== undefined}
        aria-describedby={message === undefined ? undefined : `${id}-${end}`}
        className="w-30!"
      />
    );
  };
  return (
    <div>
      <div className="flex flex-wrap items-center gap-1.5 sm:gap-2">
        {input("from", t("fromOf", { day }), from)}
        <span aria-hidden className="text-muted">
          {t("to")}
        </span>
        {input("to", t("toOf", { day }), to)}
        <IconButton
          label={t("removeOf", { day, period: `${from}–${to}` })}
          icon={<X aria-hidden />}
          onClick={onRemove}
        />
      </div>
      {errors?.from?.message && <FieldError id={`${id}-from`} error={errors.from.message} />}
      {errors?.to?.message && <FieldError id={`${id}-to`} error={errors.to.message} />}
    </div>
  );
}
