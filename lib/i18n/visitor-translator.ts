import { createTranslator } from "use-intl/core";
import { DEFAULT_LOCALE, type Locale, type WidgetLocale, widgetLocaleOf } from "./locales";
import { VISITOR_MESSAGES, type VisitorMessages } from "./visitor-messages";

/** Texts for a visitor of the language `tag`, in English where it is none of ours. */
export function visitorTranslator(tag: string) {
  const locale = widgetLocaleOf(tag) ?? DEFAULT_LOCALE;
  return createTranslator<VisitorMessages>({ locale: asPageLocale(locale), messages: VISITOR_MESSAGES[locale] });
}

/** The library's type knows the pages' languages only; its code takes any tag. */
const asPageLocale = (locale: WidgetLocale) => locale as Locale;
