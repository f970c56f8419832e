"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { Controller, useForm } from "react-hook-form";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { SaveBar } from "@/components/admin/forms/save-bar";
import { useUnsavedGuard } from "@/components/admin/forms/use-unsaved-guard";
import { callAction } from "@/components/forms/call-action";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { RadioCards } from "@/components/ui/forms/radio-cards";
import { Section } from "@/components/ui/layout/card";
import { type ScheduleFormValues, scheduleInput, USUAL_HOURS } from "@/lib/hours/schemas";
import type { ActionResult, Failure } from "@/lib/http/result";
import type { HoursFormApi } from "./form-api";
import { HolidayFields } from "./holiday-fields";
import { WeekFields } from "./week-fields";

type Props = {
  name: string;
  initial: ScheduleFormValues;
  /** Names of time zones to choose from. */
  timeZones: string[];
  /** Answers the values as they are stored. */
  save: (values: ScheduleFormValues) => Promise<ActionResult<ScheduleFormValues>>;
};

/** When a department is open. */
export function HoursForm({ name, initial, timeZones, save }: Props) {
  const t = useTranslations("routing.hours");
  const tDepartment = useTranslations("admin.department");
  const listId = useId();
  const form = useForm({ resolver: zodResolver(scheduleInput), defaultValues: initial, mode: "onTouched" });
  const { errors, isDirty, isSubmitting, defaultValues } = form.formState;
  const guard = useUnsavedGuard(isDirty);
  const mode = form.watch("mode");

  const chooseMode = (chosen: string) => {
    form.setValue("mode", chosen === "weekly" ? "weekly" : "always", { shouldDirty: true });
    if (chosen === "weekly" && form.getValues("hours").length === 0) {
      form.setValue("hours", USUAL_HOURS, { shouldDirty: true });
    }
  };
  const submit = form.handleSubmit(async () => {
    const result = await callAction(() => save(form.getValues()));
    if (!result.ok) return showScheduleFailure(form, result);
    form.reset(result.data);
    toast.success(t("saved", { name }));
  });

  const { root, ...fieldErrors } = errors;
  return (
    <form onSubmit={submit} noValidate className="space-y-6">
      {guard}
      <Section title={t("zone")} description={t("zoneLead")}>
        <Field label={t("zone")} hint={t("zoneHint")} error={errors.timeZone?.message} required className="max-w-xl">
          <Input
            {...form.register("timeZone")}
            defaultValue={defaultValues?.timeZone}
            list={listId}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            dir="ltr"
          />
        </Field>
        <datalist id={listId}>
          {timeZones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </Section>
      <Section title={t("weekly")}>
        <Controller
          control={form.control}
          name="mode"
          render={({ field }) => (
            <RadioCards
              name="mode"
              value={field.value}
              onValueChange={chooseMode}
              label={t("mode")}
              columns={2}
              options={[
                { value: "always", label: t("always"), hint: t("alwaysHint") },
                { value: "weekly", label: t("weeklyMode"), hint: t("weeklyHint") },
              ]}
            />
          )}
        />
        {mode === "weekly" && (
          <div className="mt-5">
            <WeekFields form={form} />
          </div>
        )}
      </Section>
      <Section title={t("holidays")} description={t("holidaysLead")}>
        <HolidayFields form={form} />
      </Section>
      <SaveBar
        error={root?.message}
        fieldErrors={countErrors(fieldErrors)}
        isDirty={isDirty}
        isSaving={isSubmitting}
        saveLabel={tDepartment("save")}
      >
        {isDirty && (
          <Button variant="ghost" onClick={() => form.reset()}>
            {tDepartment("discard")}
          </Button>
        )}
      </SaveBar>
    </form>
  );
}

/** As `showFailure`, for fields in lists: their names are paths such as `hours.0.from`. */
function showScheduleFailure(form: HoursFormApi, { code, fields }: Failure) {
  const entries = Object.entries(fields ?? {});
  for (const [path, message] of entries) {
    // The names come from the schema that this form has, too.
    form.setError(path as Parameters<HoursFormApi["setError"]>[0], { message });
  }
  if (entries.length === 0) form.setError("root", { message: code });
}

/** Entries with an error, those in lists one by one. */
function countErrors(errors: unknown): number {
  if (typeof errors !== "object" || errors === null) return 0;
  if ("message" in errors && typeof errors.message === "string") return 1;
  return Object.entries(errors).reduce((sum, [key, value]) => sum + (key === "ref" ? 0 : countErrors(value)), 0);
}
