"use client";

import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/forms/field";
import { Select } from "@/components/ui/forms/select";
import { Section } from "@/components/ui/layout/card";
import { type ChatRules, CLOSE_IDLE_MINUTES_MIN, REASSIGN_MINUTES_MIN } from "@/lib/settings/rules";
import { ALERT_MINUTES_MIN } from "@/lib/supervision/rules";
import type { RoutingFormApi } from "./form-api";
import { NumberField } from "./number-field";

/** What holds where the department sets nothing. */
export type CompanyRules = ChatRules & { alertAfterMinutes: number };

type Props = {
  form: RoutingFormApi;
  /** The values that hold where the department sets none. */
  company: CompanyRules;
};

/** The three rules of the company, where this department goes its own way. */
export function OwnRulesSection({ form, company }: Props) {
  const t = useTranslations("routing.form");
  const minutes = (name: "closeIdleAfterMinutes" | "reassignAfterMinutes" | "alertAfterMinutes", min: number) => (
    <NumberField
      form={form}
      name={name}
      label={t(name)}
      placeholder={String(company[name])}
      hint={t("minutesAsCompany", { minutes: company[name], min })}
    />
  );
  return (
    <Section title={t("rules")} description={t("rulesLead")}>
      <div className="max-w-xl space-y-5">
        <OwnSwitch form={form} name="closeIdle" company={company} />
        {minutes("closeIdleAfterMinutes", CLOSE_IDLE_MINUTES_MIN)}
        <OwnSwitch form={form} name="reassign" company={company} />
        {minutes("reassignAfterMinutes", REASSIGN_MINUTES_MIN)}
        <OwnSwitch form={form} name="notice" company={company} />
        {minutes("alertAfterMinutes", ALERT_MINUTES_MIN)}
      </div>
    </Section>
  );
}

function OwnSwitch({ form, name, company }: Props & { name: "closeIdle" | "reassign" | "notice" }) {
  const t = useTranslations("routing.form");
  const { errors, defaultValues } = form.formState;
  return (
    <Field label={t(name)} error={errors[name]?.message}>
      <Select
        {...form.register(name)}
        defaultValue={defaultValues?.[name]}
        options={[
          { value: "", label: t("asCompany", { state: company[name] ? "on" : "off" }) },
          { value: "on", label: t("on") },
          { value: "off", label: t("off") },
        ]}
      />
    </Field>
  );
}
