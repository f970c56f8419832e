"use client";

import { useTranslations } from "use-intl";
import { LanguageTexts } from "@/components/admin/forms/language-texts";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Notice } from "@/components/ui/display/notice";
import { Field } from "@/components/ui/forms/field";
import { Input, Textarea } from "@/components/ui/forms/input";
import { Section } from "@/components/ui/layout/card";
import { AWAY_TEXT_MAX } from "@/lib/departments/routing-schemas";
import { directionOf, LOCALE_NAMES, WIDGET_LOCALES } from "@/lib/i18n/locales";
import type { RoutingFormApi } from "./form-api";

/** What visitors read, and who gets their messages, when nobody can answer. */
export function AwaySection({ form, isMailConfigured }: { form: RoutingFormApi; isMailConfigured: boolean }) {
  const t = useTranslations("routing.form");
  const { register } = form;
  const { errors, defaultValues } = form.formState;
  const used = WIDGET_LOCALES.filter((locale) => defaultValues?.awayTexts?.[locale] || errors.awayTexts?.[locale]);
  return (
    <Section title={t("away")} description={t("awayLead")}>
      <div className="max-w-xl space-y-5">
        {!isMailConfigured && <Notice tone="warning">{t("noMail")}</Notice>}
        <Field
          label={t("offlineEmail")}
          hint={t("offlineEmailHint")}
          error={withLimit(errors.offlineEmail?.message, 254)}
          optional
        >
          <Input
            {...register("offlineEmail")}
            defaultValue={defaultValues?.offlineEmail}
            inputMode="email"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <LanguageTexts used={used}>
          {(locale) => (
            <Field
              label={t("awayText", { language: LOCALE_NAMES[locale] })}
              hint={t("awayTextHint")}
              error={withLimit(errors.awayTexts?.[locale]?.message, AWAY_TEXT_MAX)}
              optional
            >
              <Textarea
                {...register(`awayTexts.${locale}`)}
                defaultValue={defaultValues?.awayTexts?.[locale]}
                lang={locale}
                dir={directionOf(locale)}
                rows={2}
              />
            </Field>
          )}
        </LanguageTexts>
      </div>
    </Section>
  );
}
