"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl";
import { RadioCards } from "@/components/ui/forms/radio-cards";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import { USUAL_RETURNING_DAYS } from "@/lib/departments/routing-schemas";
import type { RoutingFormApi } from "./form-api";
import { NumberField } from "./number-field";

/** Who gets a chat: the strategy, and whether the visitor's former operator comes first. */
export function DistributionSection({ form }: { form: RoutingFormApi }) {
  const t = useTranslations("routing.form");
  const { register, setValue, watch } = form;
  const { errors, defaultValues } = form.formState;
  const isReturningFirst = watch("returningVisitor");
  return (
    <Section title={t("distribution")}>
      <div className="max-w-xl space-y-6">
        <Controller
          control={form.control}
          name="strategy"
          render={({ field: { name, value, onChange } }) => (
            <RadioCards
              name={name}
              value={value}
              onValueChange={onChange}
              label={t("strategy")}
              error={errors.strategy?.message}
              options={[
                { value: "automatic", label: t("strategies.automatic"), hint: t("strategies.automaticHint") },
                { value: "round_robin", label: t("strategies.roundRobin"), hint: t("strategies.roundRobinHint") },
                { value: "manual", label: t("strategies.manual"), hint: t("strategies.manualHint") },
              ]}
            />
          )}
        />
        <Switch
          {...register("returningVisitor", {
            onChange: (event: { target: { checked: boolean } }) => {
              const days = event.target.checked ? String(USUAL_RETURNING_DAYS) : "";
              setValue("returningVisitorDays", days, { shouldDirty: true, shouldValidate: true });
            },
          })}
          defaultChecked={defaultValues?.returningVisitor}
          label={t("returningVisitor")}
          hint={t("returningVisitorHint")}
        />
        {isReturningFirst && (
          <NumberField form={form} name="returningVisitorDays" label={t("returningVisitorDays")} required />
        )}
      </div>
    </Section>
  );
}
