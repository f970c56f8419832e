"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Field } from "@/components/ui/forms/field";
import { Textarea } from "@/components/ui/forms/input";
import { Section } from "@/components/ui/layout/card";
import { LAUNCHER_LABEL_MAX } from "@/lib/appearance/schemas";
import { GREETING_MAX } from "@/lib/departments/schemas";
import type { AppearanceFormApi, Languages } from "./form-api";
import { LanguageTexts } from "./language-texts";

type Props = { form: AppearanceFormApi; languages: Languages; companyName: string };

/** What visitors read and hear first. */
export function TextsSection({ form, languages, companyName }: Props) {
  const t = useTranslations("appearance.texts");
  const { register, control } = form;
  const { errors, defaultValues } = form.formState;
  return (
    <Section title={t("title")}>
      <div className="space-y-6">
        <Field
          label={t("greeting")}
          hint={t("greetingHint")}
          error={withLimit(errors.greeting?.message, GREETING_MAX)}
          optional
        >
          <Textarea {...register("greeting")} defaultValue={defaultValues?.greeting} rows={2} />
        </Field>
        <Controller
          control={control}
          name="texts.greeting"
          render={({ field: { value, onChange, onBlur } }) => (
            <LanguageTexts
              label={t("greetings")}
              value={value}
              onChange={onChange}
              onBlur={onBlur}
              languages={languages}
              max={GREETING_MAX}
              multiline
              errors={errors.texts?.greeting}
            />
          )}
        />
        <Controller
          control={control}
          name="texts.launcher"
          render={({ field: { value, onChange, onBlur } }) => (
            <LanguageTexts
              label={t("launcher")}
              hint={t("launcherHint", { company: companyName })}
              value={value}
              onChange={onChange}
              onBlur={onBlur}
              languages={languages}
              max={LAUNCHER_LABEL_MAX}
              errors={errors.texts?.launcher}
            />
          )}
        />
      </div>
    </Section>
  );
}
