/** Languages of the pages for people of the company, best first; the widget has its own list. */
export const LOCALES = ["en", "ru"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "en";

/** Each language in its own words: who looks for it reads it. */
export const LOCALE_NAMES: Record<Locale, string> = { en: "English", ru: "Русский" };

export const LOCALE_COOKIE = "foyer-locale";
export const TIME_ZONE_COOKIE = "foyer-time-zone";

/** Browsers send well below 200 characters; what is longer is noise and is not parsed. */
const ACCEPT_LANGUAGE_MAX = 500;

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value);

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
  return bestOf(acceptLanguage ?? "") ?? DEFAULT_LOCALE;
}

function bestOf(header: string): Locale | null {
  if (header.length > ACCEPT_LANGUAGE_MAX) return null;
  let best: { locale: Locale; quality: number } | null = null;
  for (const range of header.split(",")) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const locale = /^([a-z]{2,3})(?:-[a-z0-9]{1,8})*$/.exec(tag)?.[1];
    const quality = qualityOf(parameters);
    if (isLocale(locale) && quality > 0 && quality > (best?.quality ?? 0)) best = { locale, quality };
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
