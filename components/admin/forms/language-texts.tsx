"use client";

import { Plus } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/actions/button";
import { isLocale, LOCALE_NAMES, WIDGET_LOCALES, type WidgetLocale } from "@/lib/i18n/locales";

type Props = {
  /** Languages whose text is the admin's own, or is wrong; English and Russian are shown in any case. */
  used: readonly WidgetLocale[];
  /** The field for one language, with a `Textarea` or `Input`. */
  children: (locale: WidgetLocale) => ReactNode;
};

/** One text in the languages of visitors: two fields to begin with, and a button for each language that can be added. */
export function LanguageTexts({ used, children }: Props) {
  const t = useTranslations("common");
  const labelId = useId();
  const [added, setAdded] = useState<readonly WidgetLocale[]>([]);
  const list = useRef<HTMLDivElement>(null);
  const last = added.at(-1);
  useEffect(() => {
    if (last) list.current?.querySelector<HTMLElement>(`[data-language="${last}"] :is(textarea, input)`)?.focus();
  }, [last]);
  const isShown = (locale: WidgetLocale) => isLocale(locale) || used.includes(locale) || added.includes(locale);
  const others = WIDGET_LOCALES.filter((locale) => !isShown(locale));
  return (
    <div ref={list} className="space-y-5">
      {WIDGET_LOCALES.filter(isShown).map((locale) => (
        <div key={locale} data-language={locale}>
          {children(locale)}
        </div>
      ))}
      {others.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: no fieldset, whose legend cannot stand in the line of its buttons
        <div role="group" aria-labelledby={labelId} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span id={labelId} className="text-muted text-xs">
            {t("addLanguage")}
          </span>
          {others.map((locale) => (
            <Button
              key={locale}
              size="sm"
              variant="ghost"
              lang={locale}
              icon={<Plus aria-hidden />}
              onClick={() => setAdded([...added, locale])}
            >
              {LOCALE_NAMES[locale]}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
