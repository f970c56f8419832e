import type { UseFormReturn } from "react-hook-form";
import type { AppearanceFormValues, AppearanceInput } from "@/lib/appearance/schemas";
import { DEFAULT_LOCALE, LOCALES, WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";

export type AppearanceFormApi = UseFormReturn<AppearanceFormValues, unknown, AppearanceInput>;

/** Languages that have a text anywhere in the form, and those that the company's own people read. */
export function languagesIn(values: AppearanceFormValues): WidgetLocale[] {
  const records = [
    values.texts.greeting,
    values.texts.launcher,
    values.consent.texts,
    ...values.proactive.map(({ text }) => text),
  ];
  const used = new Set<string>([DEFAULT_LOCALE, ...LOCALES, ...records.flatMap((texts) => Object.keys(texts))]);
  return WIDGET_LOCALES.filter((locale) => used.has(locale));
}

/** The languages that texts are written in on this page; adding one adds it everywhere. */
export type Languages = { list: readonly WidgetLocale[]; add: (locale: WidgetLocale) => void };
