"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/display/notice";
import { Field } from "@/components/ui/forms/field";
import { Select } from "@/components/ui/forms/select";
import { Section } from "@/components/ui/layout/card";
import { type DepartmentChoiceDto, USUAL_OVERFLOW_MINUTES } from "@/lib/departments/routing-schemas";
import type { RoutingFormApi } from "./form-api";
import { NumberField } from "./number-field";

type Props = {
  form: RoutingFormApi;
  /** The other departments. */
  others: DepartmentChoiceDto[];
};

/** Limits of the queue, and where those are asked to go who wait too long. */
export function QueueSection({ form, others }: Props) {
  const t = useTranslations("routing.form");
  const { register, setValue, getValues, watch } = form;
  const { errors, defaultValues } = form.formState;
  const chosen = others.find(({ id }) => id === watch("overflowDepartmentId"));
  const labelOf = ({ name, hidden, disabled }: DepartmentChoiceDto) => {
    if (disabled) return t("overflowDisabled", { name });
    return hidden ? t("overflowHidden", { name }) : name;
  };
  const onOverflow = (event: { target: { value: string } }) => {
    const minutes = String(getValues("overflowAfterMinutes") ?? "") || String(USUAL_OVERFLOW_MINUTES);
    const next = event.target.value === "" ? "" : minutes;
    setValue("overflowAfterMinutes", next, { shouldDirty: true, shouldValidate: true });
  };
  return (
    <Section title={t("queue")} description={t("queueLead")}>
      <div className="max-w-xl space-y-5">
        <NumberField form={form} name="queueLimitChats" label={t("queueLimitChats")} hint={t("queueLimitChatsHint")} />
        <NumberField form={form} name="queueLimitMinutes" label={t("queueLimitMinutes")} hint={t("noLimit")} />
        <Field label={t("overflow")} hint={t("overflowHint")} error={errors.overflowDepartmentId?.message}>
          <Select
            {...register("overflowDepartmentId", { onChange: onOverflow })}
            defaultValue={defaultValues?.overflowDepartmentId}
            options={[
              { value: "", label: t("overflowNone") },
              ...others.map((department) => ({ value: department.id, label: labelOf(department) })),
            ]}
          />
        </Field>
        {chosen?.disabled && <Notice tone="warning">{t("overflowDisabledWarning")}</Notice>}
        {chosen?.hidden && !chosen.disabled && <Notice tone="warning">{t("overflowHiddenWarning")}</Notice>}
        {chosen && <NumberField form={form} name="overflowAfterMinutes" label={t("overflowAfterMinutes")} required />}
      </div>
    </Section>
  );
}
