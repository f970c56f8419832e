import type en from "@/messages/en/widget.json";

/** The texts of the first view in one language. The launcher's travel with the loader, the others with their code. */
export type Texts = Omit<typeof en, "launcher">;
export type Values = Record<string, string | number>;

const isRtl = (text: string) => /[\u0590-\u08ff]/.test(text);

/**
 * Fills the `{placeholders}` of our own text. Values are text of people and never expanded themselves; one that runs in
 * the other direction is isolated, so that it does not pull the words around it over (UAX #9). Numbers are written as
 * the language tag `tag` has it.
 */
export const fill = (text: string, values: Values = {}, tag = "en"): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = (values[name] ?? whole).toLocaleString(tag);
    return isRtl(value) === isRtl(text) ? value : `\u2068${value}\u2069`;
  });

export type Translate<T = Texts> = (
  key: { [K in keyof T]: T[K] extends string ? K : never }[keyof T],
  values?: Values,
) => string;

/** `tag` says how numbers are written. */
export const createTranslate =
  <T>(texts: T, tag?: string): Translate<T> =>
  (key, values) =>
    fill(`${texts[key]}`, values, tag);

/** Clock time as the tag has it, with the day in front as far as `day` asks for it. */
export const format = (tag: string, date: Date, day: Intl.DateTimeFormatOptions | false) =>
  new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit", ...day }).format(date);

export const isOtherDay = (date: Date, now: Date) => date.toDateString() !== now.toDateString();
export const DATE: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
/** Up to here a weekday cannot be taken for another one. */
const SIX_DAYS_MS = 6 * 86_400_000;

/** A moment to come, in the reader's own time zone: with the weekday, and with the date when it is further away. */
export function formatComing(tag: string, iso: string, now = new Date()): string {
  const date = new Date(iso);
  const isFar = date.getTime() - now.getTime() > SIX_DAYS_MS;
  return format(tag, date, isOtherDay(date, now) && { weekday: "long", ...(isFar && DATE) });
}
