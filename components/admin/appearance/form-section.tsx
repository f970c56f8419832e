"use client";

import { useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/display/notice";
import { Field } from "@/components/ui/forms/field";
import { Select } from "@/components/ui/forms/select";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import { FIELD_RULES, FORM_FIELDS } from "@/lib/appearance/rules";
import type { AppearanceFormApi } from "./form-api";

type Props = { form: AppearanceFormApi; signsIdentities: boolean };

/** What a department asks before a chat begins, and of whom. */
export function FormSection({ form, signsIdentities }: Props) {
  const t = useTranslations("appearance.form");
  const { register, control } = form;
  const [fields, verifiedOnly] = useWatch({ control, name: ["form", "verifiedOnly"] });
  const options = FIELD_RULES.map((value) => ({ value, label: t(value) }));
  const asksNothing = FORM_FIELDS.every((field) => fields[field] === "hidden");
  return (
    <Section title={t("title")} description={t("lead")}>
      <div className="space-y-6">
        <div className="grid gap-x-4 gap-y-5 sm:grid-cols-2">
          {FORM_FIELDS.map((field) => (
            <Field key={field} label={t(field)}>
              <Select {...register(`form.${field}`)} options={options} />
            </Field>
          ))}
        </div>
        <p className="text-muted text-xs">{t("offline")}</p>
        {(asksNothing || fields.question !== "required") && <Notice tone="neutral">{t("nothing")}</Notice>}
        <Switch {...register("verifiedOnly")} label={t("verifiedOnly")} hint={t("verifiedOnlyHint")} />
        {verifiedOnly && !signsIdentities && <Notice tone="warning">{t("noSecret")}</Notice>}
      </div>
    </Section>
  );
}
