import type en from "@/messages/en/widget.json";

/** The frame's texts in one language; the launcher's travel with the loader. */
export type Texts = Omit<typeof en, "launcher" | "tooLongBy"> & { tooLongBy: Record<string, string> };
type TextKey = { [K in keyof Texts]: Texts[K] extends string ? K : never }[keyof Texts];
export type Values = Record<string, string | number>;

/** Fills the `{placeholders}` of our own text. Values are text of people and never expanded themselves. */
export const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => `${values[name] ?? whole}`);

/** Picks the plural form of `count` in `locale` (CLDR categories) and fills `{count}`. */
export const plural = (locale: string, forms: Record<string, string>, count: number): string =>
  fill(forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? "", { count });

export type Translate = (key: TextKey, values?: Values) => string;

export const createTranslate =
  (texts: Texts): Translate =>
  (key, values) =>
    fill(texts[key], values);

/** Time of day; with the date when that is another day than `now`. */
export function formatTime(locale: string, iso: string | number, now = new Date()): string {
  const date = new Date(iso);
  const sameDay = date.toDateString() === now.toDateString();
  const day = sameDay ? {} : ({ day: "numeric", month: "short" } as const);
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", ...day }).format(date);
}
