"use client";

import { Plus, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Button } from "@/components/ui/actions/button";
import { IconButton } from "@/components/ui/actions/icon-button";
import { Field, FieldError } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Select } from "@/components/ui/forms/select";
import { HOLIDAY_NAME_MAX, HOLIDAYS_MAX, PERIODS_PER_DAY_MAX } from "@/lib/hours/schemas";
import { type HoursFormApi, problemOf } from "./form-api";
import { PeriodInputs } from "./period-inputs";

const USUAL_PERIOD = { from: "09:00", to: "13:00" };

/** Days that differ from the week. */
export function HolidayFields({ form }: { form: HoursFormApi }) {
  const t = useTranslations("routing.hours");
  const { control, formState } = form;
  const { fields, append, remove } = useFieldArray({ control, name: "holidays" });
  const problem = problemOf(formState.errors.holidays);
  const addButton = useRef<HTMLButtonElement>(null);
  const removeRow = (index: number) => {
    // The button that is pressed goes away: the keyboard goes on below the list.
    addButton.current?.focus();
    remove(index);
  };
  return (
    <div>
      {fields.length === 0 && <p className="text-muted">{t("noHolidays")}</p>}
      <ul className="divide-y divide-border">
        {fields.map(({ id }, index) => (
          <li key={id} className="py-4 first:pt-0">
            <HolidayRow form={form} index={index} onRemove={() => removeRow(index)} />
          </li>
        ))}
      </ul>
      {problem && <FieldError id="holidays-problem" error={problem} />}
      <Button
        ref={addButton}
        className="mt-3"
        size="sm"
        icon={<Plus aria-hidden />}
        aria-disabled={fields.length >= HOLIDAYS_MAX}
        onClick={() => fields.length < HOLIDAYS_MAX && append({ date: "", name: "", periods: [] })}
      >
        {t("addHoliday")}
      </Button>
    </div>
  );
}

function HolidayRow({ form, index, onRemove }: { form: HoursFormApi; index: number; onRemove: () => void }) {
  const t = useTranslations("routing.hours");
  const { control, register, formState, watch } = form;
  const { fields, append, remove, replace } = useFieldArray({ control, name: `holidays.${index}.periods` });
  const errors = formState.errors.holidays?.[index];
  const day = watch(`holidays.${index}.name`).trim() || t("holidayNumber", { number: index + 1 });
  const problem = problemOf(errors?.periods);
  const addButton = useRef<HTMLButtonElement>(null);
  const removePeriod = (position: number) => {
    addButton.current?.focus();
    remove(position);
  };
  return (
    <fieldset>
      <legend className="sr-only">{t("holidayNumber", { number: index + 1 })}</legend>
      <div className="flex flex-wrap items-start gap-3">
        <Field label={t("date")} error={errors?.date?.message} required className="w-44">
          <Input {...register(`holidays.${index}.date`)} type="date" min="2000-01-01" max="2100-12-31" />
        </Field>
        <Field
          label={t("name")}
          error={withLimit(errors?.name?.message, HOLIDAY_NAME_MAX)}
          optional
          className="min-w-48 flex-1"
        >
          <Input {...register(`holidays.${index}.name`)} autoComplete="off" />
        </Field>
        <Field label={t("kind")} className="w-44">
          <Select
            value={fields.length === 0 ? "closed" : "own"}
            onChange={(event) => replace(event.currentTarget.value === "own" ? [USUAL_PERIOD] : [])}
            options={[
              { value: "closed", label: t("closedAllDay") },
              { value: "own", label: t("ownHours") },
            ]}
          />
        </Field>
        <IconButton
          label={t("removeHoliday", { number: index + 1 })}
          className="mt-6.5"
          icon={<Trash2 aria-hidden />}
          onClick={onRemove}
        />
      </div>
      {fields.length > 0 && (
        <div className="mt-3 space-y-2">
          {fields.map(({ id }, position) => (
            <PeriodInputs
              key={id}
              form={form}
              path={`holidays.${index}.periods.${position}`}
              day={day}
              errors={errors?.periods?.[position]}
              onRemove={() => removePeriod(position)}
            />
          ))}
          <Button
            ref={addButton}
            size="sm"
            variant="ghost"
            icon={<Plus aria-hidden />}
            aria-label={t("addOf", { day })}
            aria-disabled={fields.length >= PERIODS_PER_DAY_MAX}
            onClick={() => fields.length < PERIODS_PER_DAY_MAX && append(USUAL_PERIOD)}
          >
            {t("add")}
          </Button>
        </div>
      )}
      {problem && <FieldError id={`holiday-${index}-problem`} error={problem} />}
    </fieldset>
  );
}
