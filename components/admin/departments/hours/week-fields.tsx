"use client";

import { CopyPlus, Plus } from "lucide-react";
import { useId, useState } from "react";
import { useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { cn } from "@/components/ui/cn";
import { FieldError } from "@/components/ui/forms/field";
import { WEEKDAYS } from "@/lib/hours/rules";
import { HOURS_MAX } from "@/lib/hours/schemas";
import { type HoursFormApi, problemOf } from "./form-api";
import { PeriodInputs } from "./period-inputs";
import { useWeekdayName } from "./use-weekday-names";

const MONDAY = 1;
/** Tuesday to Friday: those that usually are as Monday. */
const OTHER_WORKDAYS = [2, 3, 4, 5];
const USUAL_PERIOD = { from: "09:00", to: "17:00" };

/** The hours of a week, day by day, with several periods where there is a break. */
export function WeekFields({ form }: { form: HoursFormApi }) {
  const t = useTranslations("routing.hours");
  const nameOf = useWeekdayName();
  const { control, formState, getValues } = form;
  const { fields, append, remove, replace } = useFieldArray({ control, name: "hours" });
  const [said, setSaid] = useState("");
  const formId = useId();
  const addId = (weekday: number) => `${formId}-add-${weekday}`;
  const problem = problemOf(formState.errors.hours);
  const copyMonday = () => {
    const hours = getValues("hours");
    const monday = hours.filter(({ weekday }) => weekday === MONDAY);
    const others = hours.filter(({ weekday }) => !OTHER_WORKDAYS.includes(weekday));
    replace([...others, ...OTHER_WORKDAYS.flatMap((weekday) => monday.map((one) => ({ ...one, weekday })))]);
    setSaid(t("copied"));
  };
  return (
    <div>
      <ul className="divide-y divide-border">
        {WEEKDAYS.map((weekday) => {
          const day = nameOf(weekday);
          const periods = fields.flatMap((field, index) => (field.weekday === weekday ? [{ ...field, index }] : []));
          return (
            <li key={weekday} className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
              <span className="w-28 pt-2.5 sm:w-32 font-medium first-letter:uppercase">{day}</span>
              <div className={cn("min-w-0 flex-1 space-y-2", periods.length > 0 && "basis-64")}>
                {periods.length === 0 && <p className="pt-2.5 text-muted">{t("closed")}</p>}
                {periods.map(({ id, index }) => (
                  <PeriodInputs
                    key={id}
                    form={form}
                    path={`hours.${index}`}
                    day={day}
                    errors={formState.errors.hours?.[index]}
                    onRemove={() => {
                      // The button that is pressed goes away: the keyboard goes on beside it.
                      document.getElementById(addId(weekday))?.focus();
                      remove(index);
                    }}
                  />
                ))}
              </div>
              <Button
                id={addId(weekday)}
                size="sm"
                variant="ghost"
                icon={<Plus aria-hidden />}
                aria-label={t("addOf", { day })}
                aria-disabled={fields.length >= HOURS_MAX}
                className="mt-1"
                onClick={() => fields.length < HOURS_MAX && append({ weekday, ...USUAL_PERIOD })}
              >
                {t("add")}
              </Button>
            </li>
          );
        })}
      </ul>
      {problem && <FieldError id="hours-problem" error={problem} />}
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button size="sm" icon={<CopyPlus aria-hidden />} onClick={copyMonday}>
          {t("copyMonday")}
        </Button>
        <p className="text-muted text-xs">{t("midnight")}</p>
      </div>
      <p role="status" className="mt-2 text-muted empty:sr-only">
        {said}
      </p>
    </div>
  );
}
