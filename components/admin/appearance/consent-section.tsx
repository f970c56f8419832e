"use client";

import { Controller, useWatch } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/display/notice";
import { Field } from "@/components/ui/forms/field";
import { Input } from "@/components/ui/forms/input";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import { CONSENT_TEXT_MAX } from "@/lib/appearance/schemas";
import type { AppearanceFormApi, Languages } from "./form-api";
import { LanguageTexts } from "./language-texts";

type Props = { form: AppearanceFormApi; languages: Languages; version: number; isMailConfigured: boolean };

/** What visitors agree to, and who gets copies of chats. */
export function ConsentSection({ form, languages, version, isMailConfigured }: Props) {
  const t = useTranslations("appearance.consent");
  const tCopy = useTranslations("appearance.transcript");
  const { register, control } = form;
  const errors = form.formState.errors.consent;
  const [enabled, mails] = useWatch({ control, name: ["consent.enabled", "mailsTranscripts"] });
  return (
    <>
      <Section title={t("title")} description={t("lead")}>
        <div className="space-y-6">
          <Switch {...register("consent.enabled")} label={t("enabled")} hint={t("version", { version })} />
          {enabled && (
            <>
              <Controller
                control={control}
                name="consent.texts"
                render={({ field: { value, onChange, onBlur } }) => (
                  <LanguageTexts
                    label={t("text")}
                    hint={t("textHint")}
                    value={value}
                    onChange={onChange}
                    onBlur={onBlur}
                    languages={languages}
                    max={CONSENT_TEXT_MAX}
                    multiline
                    errors={errors?.texts}
                  />
                )}
              />
              <Field label={t("link")} error={errors?.link?.message} optional>
                <Input
                  {...register("consent.link")}
                  type="url"
                  dir="ltr"
                  autoComplete="off"
                  placeholder="https://example.com/privacy"
                />
              </Field>
            </>
          )}
        </div>
      </Section>
      <Section title={tCopy("title")} description={tCopy("lead")}>
        <div className="space-y-4">
          <Switch {...register("mailsTranscripts")} label={tCopy("mail")} hint={tCopy("mailHint")} />
          {mails && !isMailConfigured && <Notice tone="warning">{tCopy("noMail")}</Notice>}
        </div>
      </Section>
    </>
  );
}
