"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LanguageTexts } from "@/components/admin/forms/language-texts";
import { withLimit } from "@/components/admin/forms/with-limit";
import type { SettingsFormApi } from "@/components/admin/settings/crm-fields";
import { TextLink } from "@/components/ui/actions/text-link";
import { Field } from "@/components/ui/forms/field";
import { Input, Textarea } from "@/components/ui/forms/input";
import { Switch } from "@/components/ui/forms/switch";
import { Section } from "@/components/ui/layout/card";
import { directionOf, LOCALE_NAMES, WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";
import { CLOSE_IDLE_MINUTES_MIN, DEFAULT_NOTICE_TEXTS, REASSIGN_MINUTES_MIN } from "@/lib/settings/rules";
import { NOTICE_TEXT_MAX } from "@/lib/settings/schemas";
import { ALERT_MINUTES_MIN } from "@/lib/supervision/rules";

/** The three rules of chats. Their numbers stay open to change while a rule is off: departments may switch it on. */
export function RuleFields({ form }: { form: SettingsFormApi }) {
  const t = useTranslations("settings.rules");
  const { errors, defaultValues } = form.formState;
  const isOwn = (locale: WidgetLocale) => defaultValues?.noticeTexts?.[locale] !== DEFAULT_NOTICE_TEXTS[locale];
  const used = WIDGET_LOCALES.filter((locale) => isOwn(locale) || errors.noticeTexts?.[locale]);
  // With the value in the server's HTML nothing jumps when the page comes alive.
  const flag = (name: "closeIdle" | "reassign" | "notice") => ({
    ...form.register(name),
    defaultChecked: defaultValues?.[name],
  });
  const number = (name: "closeIdleAfterMinutes" | "reassignAfterMinutes" | "missesUntilAway" | "alertAfterMinutes") => (
    <Input
      {...form.register(name)}
      defaultValue={defaultValues?.[name]}
      inputMode="numeric"
      autoComplete="off"
      className="max-w-32"
    />
  );
  return (
    <Section
      title={t("rulesTitle")}
      description={t.rich("rulesText", {
        link: (chunks) => <TextLink href="/admin/departments">{chunks}</TextLink>,
      })}
    >
      <div className="max-w-xl divide-y divide-border">
        <Rule>
          <Switch {...flag("closeIdle")} label={t("closeIdle")} hint={t("closeIdleHint")} />
          <Field
            label={t("closeIdleAfterMinutes")}
            hint={t("minutesFrom", { min: CLOSE_IDLE_MINUTES_MIN })}
            error={errors.closeIdleAfterMinutes?.message}
            required
          >
            {number("closeIdleAfterMinutes")}
          </Field>
        </Rule>
        <Rule>
          <Switch {...flag("reassign")} label={t("reassign")} hint={t("reassignHint")} />
          <Field
            label={t("reassignAfterMinutes")}
            hint={t("minutesFrom", { min: REASSIGN_MINUTES_MIN })}
            error={errors.reassignAfterMinutes?.message}
            required
          >
            {number("reassignAfterMinutes")}
          </Field>
          <Field
            label={t("missesUntilAway")}
            hint={t("missesUntilAwayHint")}
            error={errors.missesUntilAway?.message}
            required
          >
            {number("missesUntilAway")}
          </Field>
        </Rule>
        <Rule>
          <Field
            label={t("alertAfterMinutes")}
            hint={`${t("alertAfterMinutesHint")} ${t("minutesFrom", { min: ALERT_MINUTES_MIN })}`}
            error={errors.alertAfterMinutes?.message}
            required
          >
            {number("alertAfterMinutes")}
          </Field>
        </Rule>
        <Rule>
          <Switch {...flag("notice")} label={t("notice")} hint={t("noticeHint")} />
          <LanguageTexts used={used}>
            {(locale) => (
              <Field
                label={t("noticeText", { language: LOCALE_NAMES[locale] })}
                hint={t("noticeTextHint")}
                error={withLimit(errors.noticeTexts?.[locale]?.message, NOTICE_TEXT_MAX)}
                optional
              >
                <Textarea
                  {...form.register(`noticeTexts.${locale}`)}
                  defaultValue={defaultValues?.noticeTexts?.[locale]}
                  placeholder={DEFAULT_NOTICE_TEXTS[locale]}
                  lang={locale}
                  dir={directionOf(locale)}
                  rows={2}
                />
              </Field>
            )}
          </LanguageTexts>
        </Rule>
      </div>
    </Section>
  );
}

function Rule({ children }: { children: ReactNode }) {
  return <div className="space-y-5 py-6 first:pt-0 last:pb-0">{children}</div>;
}
