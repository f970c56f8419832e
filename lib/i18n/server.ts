import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createFormatter, createTranslator } from "use-intl/core";
import { isTimeZone, LOCALE_COOKIE, type Locale, pickLocale, TIME_ZONE_COOKIE } from "./locales";
import { type AppMessages, loadMessages } from "./messages";

/** The language of this request. */
export const getLocale = cache(async (): Promise<Locale> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return pickLocale({ cookie: jar.get(LOCALE_COOKIE)?.value, acceptLanguage: head.get("accept-language") });
});

/** The time zone that this browser told on an earlier page (see `TextsProvider`), UTC before that. */
export const getTimeZone = cache(async (): Promise<string> => {
  const zone = (await cookies()).get(TIME_ZONE_COOKIE)?.value;
  return isTimeZone(zone) ? zone : "UTC";
});

/** Texts of one area for a server component or an action; client components call `useTranslations` of `use-intl`. */
export async function getTranslator<Area extends keyof AppMessages>(area: Area) {
  const locale = await getLocale();
  return createTranslator<AppMessages, Area>({ locale, messages: loadMessages(locale), namespace: area });
}

/** Dates and numbers in the language and time zone of this request. */
export async function getFormatter() {
  const [locale, timeZone] = await Promise.all([getLocale(), getTimeZone()]);
  return createFormatter({ locale, timeZone });
}
