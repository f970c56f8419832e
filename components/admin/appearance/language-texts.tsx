"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { withLimit } from "@/components/admin/forms/with-limit";
import { Button } from "@/components/ui/actions/button";
import { Field } from "@/components/ui/forms/field";
import { Input, Textarea } from "@/components/ui/forms/input";
import { DropdownMenu, MenuItem } from "@/components/ui/overlays/dropdown-menu";
import type { LocaleTexts } from "@/lib/appearance/schemas";
import { directionOf, LOCALE_NAMES, WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";
import type { Languages } from "./form-api";

type Errors = { message?: string } & Partial<Record<WidgetLocale, { message?: string }>>;

type Props = {
  label: string;
  hint?: string;
  value: LocaleTexts;
  onChange: (value: LocaleTexts) => void;
  onBlur?: () => void;
  languages: Languages;
  /** Characters of one text. */
  max: number;
  multiline?: boolean;
  errors?: Errors | undefined;
};

/** One text in several languages, a line for each language in use. */
export function LanguageTexts({ label, hint, value, onChange, onBlur, languages, max, multiline, errors }: Props) {
  const t = useTranslations("appearance.texts");
  const missing = WIDGET_LOCALES.filter((locale) => !languages.list.includes(locale));
  return (
    <Field label={label} hint={hint} error={errors?.message} group>
      <div className="space-y-2">
        {languages.list.map((locale) => (
          <Language
            key={locale}
            locale={locale}
            name={t("inLanguage", { label, language: LOCALE_NAMES[locale] })}
            value={value[locale] ?? ""}
            onChange={(text) => onChange({ ...value, [locale]: text })}
            onBlur={onBlur}
            multiline={multiline}
            error={withLimit(errors?.[locale]?.message, max)}
          />
        ))}
      </div>
      {missing.length > 0 && (
        <div className="mt-1.5">
          <DropdownMenu
            trigger={
              <Button variant="ghost" size="sm" icon={<Plus aria-hidden />}>
                {t("addLanguage")}
              </Button>
            }
          >
            {missing.map((locale) => (
              <MenuItem key={locale} onSelect={() => languages.add(locale)}>
                <span lang={locale}>{LOCALE_NAMES[locale]}</span>
              </MenuItem>
            ))}
          </DropdownMenu>
        </div>
      )}
    </Field>
  );
}

type LanguageProps = Pick<Props, "multiline" | "onBlur"> & {
  locale: WidgetLocale;
  /** For screen readers: which text in which language. */
  name: string;
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
};

function Language({ locale, name, value, onChange, onBlur, multiline, error }: LanguageProps) {
  const shared = { value, onBlur, lang: locale, dir: directionOf(locale) } as const;
  return (
    <Field
      label={
        <>
          <span className="sr-only">{name}</span>
          <span aria-hidden lang={locale} className="font-normal text-muted text-xs">
            {LOCALE_NAMES[locale]}
          </span>
        </>
      }
      error={error}
      className="sm:grid sm:grid-cols-[6.5rem_1fr] sm:items-baseline sm:gap-x-3 [&>label]:mb-1 sm:[&>p]:col-start-2"
    >
      {multiline ? (
        <Textarea {...shared} rows={2} onChange={(event) => onChange(event.target.value)} className="min-h-16" />
      ) : (
        <Input {...shared} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
