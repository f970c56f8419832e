"use client";

import type { ReactNode } from "react";
import { type UseFormReturn, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { AllowedDomainsField } from "@/components/admin/forms/allowed-domains-field";
import { ColorField } from "@/components/admin/forms/color-field";
import { WidgetPreview } from "@/components/admin/forms/widget-preview";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Field } from "@/components/ui/forms/field";
import { Input, Textarea } from "@/components/ui/forms/input";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import {
  DEPARTMENT_DESCRIPTION_MAX,
  DEPARTMENT_NAME_MAX,
  type DepartmentFormValues,
  type DepartmentInput,
  GREETING_MAX,
  SITE_URL_MAX,
} from "@/lib/departments/schemas";

export type DepartmentFormApi = UseFormReturn<DepartmentFormValues, unknown, DepartmentInput>;

type Props = { form: DepartmentFormApi; logoField: ReactNode; logoUrl: string | null };

/** The fields of a department, for a new one and for one that exists. */
export function DepartmentFields({ form, logoField, logoUrl }: Props) {
  const t = useTranslations("admin.department");
  const { register, control } = form;
  const { errors, defaultValues } = form.formState;
  // With the value in the server's HTML nothing jumps when the page comes alive.
  const text = (field: Exclude<keyof DepartmentFormValues, "hidden" | "disabled">) => ({
    ...register(field),
    defaultValue: defaultValues?.[field],
  });
  const [name, color, greeting, allowedDomains] = useWatch({
    control,
    name: ["name", "color", "greeting", "allowedDomains"],
  });
  return (
    <>
      <Section title={t("basics")}>
        <div className="max-w-xl space-y-5">
          <Field
            label={t("name")}
            hint={t("nameHint")}
            error={withLimit(errors.name?.message, DEPARTMENT_NAME_MAX)}
            required
          >
            <Input {...text("name")} autoComplete="off" />
          </Field>
          <Field
            label={t("description")}
            hint={t("descriptionHint")}
            error={withLimit(errors.description?.message, DEPARTMENT_DESCRIPTION_MAX)}
            optional
          >
            <Textarea {...text("description")} rows={2} />
          </Field>
        </div>
      </Section>
      <Section title={t("look")}>
        <div className="flex flex-wrap gap-x-12 gap-y-6">
          <div className="min-w-0 max-w-xl flex-1 basis-80 space-y-5">
            {logoField}
            <ColorField control={control} label={t("color")} hint={t("colorHint")} />
            <Field
              label={t("greeting")}
              hint={t("greetingHint")}
              error={withLimit(errors.greeting?.message, GREETING_MAX)}
              optional
            >
              <Textarea {...text("greeting")} rows={3} />
            </Field>
          </div>
          <WidgetPreview name={name.trim() || t("name")} color={color} greeting={greeting} logoUrl={logoUrl} />
        </div>
      </Section>
      <Section title={t("reach")}>
        <div className="max-w-xl space-y-5">
          <Switch
            {...register("hidden")}
            defaultChecked={defaultValues?.hidden}
            label={t("hidden")}
            hint={t("hiddenHint")}
          />
          <Switch
            {...register("disabled")}
            defaultChecked={defaultValues?.disabled}
            label={t("disabled")}
            hint={t("disabledHint")}
          />
          <Field
            label={t("siteUrl")}
            hint={t("siteUrlHint")}
            error={withLimit(errors.siteUrl?.message, SITE_URL_MAX)}
            optional
          >
            <Input
              {...text("siteUrl")}
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://example.com"
            />
          </Field>
          <AllowedDomainsField
            value={allowedDomains}
            error={errors.allowedDomains?.message}
            registered={text("allowedDomains")}
          />
        </div>
      </Section>
    </>
  );
}
