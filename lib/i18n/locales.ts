/** Languages of the pages for people of the company, best first. */
export const LOCALES = ["en", "ru"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE = "en" satisfies Locale;

/** Languages of what visitors read: the widget, and what the server says to them. */
export const WIDGET_LOCALES = [...LOCALES, "de", "es", "fr", "pt", "ar"] as const;
export type WidgetLocale = (typeof WIDGET_LOCALES)[number];

/** Each language in its own words: who looks for it reads it. */
export const LOCALE_NAMES: Record<WidgetLocale, string> = {
  en: "English",
  ru: "Русский",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  pt: "Português",
  ar: "العربية",
};

/** Something for each language of visitors. */
export const byWidgetLocale = <T>(make: (locale: WidgetLocale) => T): Record<WidgetLocale, T> => ({
  en: make("en"),
  ru: make("ru"),
  de: make("de"),
  es: make("es"),
  fr: make("fr"),
  pt: make("pt"),
  ar: make("ar"),
});

export const LOCALE_COOKIE = "foyer-locale";
export const TIME_ZONE_COOKIE = "foyer-time-zone";

/** Browsers send well below 200 characters; what is longer is noise and is not parsed. */
const ACCEPT_LANGUAGE_MAX = 500;
/** Language tags have at most 35 characters in practice (RFC 5646, section 4.4.1). */
const TAG_MAX = 35;

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);
export const isWidgetLocale = (value: unknown): value is WidgetLocale =>
  WIDGET_LOCALES.some((locale) => locale === value);

export type LocaleSources = {
  /** The choice made in this browser. */
  cookie?: string | null;
  /** The choice stored with the operator. */
  stored?: string | null;
  /** The `Accept-Language` header. */
  acceptLanguage?: string | null;
};

/**
 * The language to show: chosen in this browser, else stored with the operator, else the best of `Accept-Language`
 * (RFC 9110, section 12.5.4), else the default. Whatever the sources hold, the answer is a supported locale.
 */
export function pickLocale({ cookie, stored, acceptLanguage }: LocaleSources): Locale {
  if (isLocale(cookie)) return cookie;
  if (isLocale(stored)) return stored;
  return bestOf(acceptLanguage ?? "", isLocale) ?? DEFAULT_LOCALE;
}

/** The widget's language for a tag as pages and browsers write it (`pt-BR`, `de_AT`, `AR`); null for one it does not speak. */
export function widgetLocaleOf(tag: string): WidgetLocale | null {
  const language = /^([a-z]{2,3})(?![a-z\d])/.exec(tag.slice(0, TAG_MAX).toLowerCase())?.[1];
  return isWidgetLocale(language) ? language : null;
}

/** The language for a visitor: that of the page, else the best of `Accept-Language`, else the default. */
export const pickWidgetLocale = (pageTag: string | null, acceptLanguage: string | null): WidgetLocale =>
  widgetLocaleOf(pageTag ?? "") ?? bestOf(acceptLanguage ?? "", isWidgetLocale) ?? DEFAULT_LOCALE;

/**
 * The tag by which times and numbers are written for a visitor: their own kind of `locale` (`en-GB`, `pt-BR`, `ar-EG`), as
 * the page or else the browser says it, else the language itself.
 */
export function formatsOf(locale: WidgetLocale, pageTag: string | null, acceptLanguage: string | null): string {
  const header = acceptLanguage ?? "";
  const ranges = header.length > ACCEPT_LANGUAGE_MAX ? [] : header.split(",").map((range) => range.split(";")[0] ?? "");
  const regional = [pageTag ?? "", ...ranges].flatMap((tag) => {
    const [, language, region] = /^([a-z]{2,3})[-_]([a-z]{2}|\d{3})$/i.exec(tag.trim()) ?? [];
    return language?.toLowerCase() === locale ? [`${locale}-${region?.toUpperCase()}`] : [];
  });
  return regional[0] ?? locale;
}

function bestOf<L extends string>(header: string, isOffered: (value: unknown) => value is L): L | null {
  if (header.length > ACCEPT_LANGUAGE_MAX) return null;
  let best: { locale: L; quality: number } | null = null;
  for (const range of header.split(",")) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const locale = /^([a-z]{2,3})(?:-[a-z0-9]{1,8})*$/.exec(tag)?.[1];
    const quality = qualityOf(parameters);
    if (isOffered(locale) && quality > 0 && quality > (best?.quality ?? 0)) best = { locale, quality };
  }
  return best?.locale ?? null;
}

/** 0 to 1; a weight that breaks the grammar counts as 0, so a forged one cannot win. */
function qualityOf(parameters: string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  if (weight === undefined) return 1;
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight.slice(2)) : 0;
}

/** Writing direction of a language; right-to-left ones are known before they are offered. */
export const directionOf = (locale: string): "ltr" | "rtl" =>
  ["ar", "fa", "he", "ur"].includes(locale.split("-")[0] ?? "") ? "rtl" : "ltr";

/** Whether `value` names a time zone that this runtime knows; what a cookie holds can be anything. */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== "string" || value.length > 64) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}
