/** A text of people by language (`en`, `de`, …); a language that is missing follows `textFor`. */
export type TextsByLocale = Record<string, string>;

/** Where and how the widget stands on a page. Colours are the company's and the departments' own. */
export type WidgetLook = {
  /** Corner at the bottom: where lines end, or where they start; the other side in right-to-left pages. */
  position: "end" | "start";
  /** Distance of the launcher from the sides of the window in CSS pixels, 0 to `OFFSET_MAX`. */
  offsetX: number;
  offsetY: number;
  /** `auto` follows the visitor's system. */
  theme: "auto" | "light" | "dark";
  /** New messages sound until the visitor switches it off. */
  sound: boolean;
  /**
   * Browsers that have begun a chat at some time load the frame, hidden, on every page: operators see who is back, and may
   * write first. Off: only those with an open chat do, for its unread messages.
   */
  showsReturning: boolean;
};

export const OFFSET_MAX = 200;
export const DEFAULT_LOOK: WidgetLook = {
  position: "end",
  offsetX: 20,
  offsetY: 20,
  theme: "auto",
  sound: true,
  showsReturning: false,
};
/** The look that is stored, which may be from before some of its settings; null: that of `otherwise`. */
export const storedLook = (stored: Partial<WidgetLook> | null | undefined, otherwise = DEFAULT_LOOK): WidgetLook =>
  stored ? { ...DEFAULT_LOOK, ...stored } : otherwise;

export const FIELD_RULES = ["required", "optional", "hidden"] as const;
export type FieldRule = (typeof FIELD_RULES)[number];
export const FORM_FIELDS = ["name", "email", "phone", "question"] as const;
/** What a department asks before a chat begins; `question` is the first message. */
export type FormFields = Record<(typeof FORM_FIELDS)[number], FieldRule>;
export const DEFAULT_FORM: FormFields = { name: "required", email: "optional", phone: "hidden", question: "required" };

export const isDefaultForm = (form: FormFields) => FORM_FIELDS.every((field) => form[field] === DEFAULT_FORM[field]);

/** The field's name in a request and in the errors of one. */
export const REQUEST_FIELDS = {
  name: "name",
  email: "email",
  phone: "phone",
  question: "body",
} as const satisfies Record<keyof FormFields, string>;

/**
 * What the company's own words are that visitors read first: by language, besides the one greeting of company and
 * department. An empty launcher label is the product's.
 */
export type WidgetTexts = { greeting: TextsByLocale; launcher: TextsByLocale };
export const NO_TEXTS: WidgetTexts = { greeting: {}, launcher: {} };

/** What a visitor agrees to before anything is sent. `version` grows with every change of words or link. */
export type Consent = { enabled: boolean; version: number; texts: TextsByLocale; link: string | null };
export const NO_CONSENT: Consent = { enabled: false, version: 0, texts: {}, link: null };
/** The consent as a visitor of one language is asked for it. */
export type ConsentOffer = Pick<Consent, "version" | "link"> & { text: string };
/** What a visitor agreed to, and when (ISO 8601). */
export type GivenConsent = { version: number; text: string; at: string };

/** A message that the widget shows by itself: once per session, on pages of `path`, `delay` seconds after they opened. */
export type Proactive = { id: string; path: string; delay: number; text: TextsByLocale };

/** The text of a language, else of English, else of any; empty when there is none. */
export const textFor = (texts: TextsByLocale, locale: string): string =>
  texts[locale] || texts.en || Object.values(texts).find(Boolean) || "";

/**
 * Whether a page's path is meant: `/shop` and what lies below it, `*` for anything, also in the middle
 * (`/shop/*\/reviews`). Empty means every page. Upper and lower case differ, as in addresses. Each piece is looked for
 * where it stands first, so that no pattern takes longer than the path is long.
 */
export function matchesPath(pattern: string, pathname: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  if (!pathname.startsWith(first)) return false;
  const last = others.pop();
  const isWhole = pathname.length === first.length || first === "" || first.endsWith("/");
  if (last === undefined) return isWhole || pathname[first.length] === "/";
  let at = first.length;
  for (const piece of others) {
    const found = pathname.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return pathname.length - last.length >= at && pathname.endsWith(last);
}

/** What the visitor of one language is asked to agree to; null where nothing is asked. */
export function consentOffer(consent: Consent | null, locale: string): ConsentOffer | null {
  if (!consent?.enabled) return null;
  const text = textFor(consent.texts, locale);
  return text ? { version: consent.version, text, link: consent.link } : null;
}

/** Fields that are asked for and were left empty, by their names in a request. */
export function missingFields(
  form: FormFields,
  filled: Record<(typeof REQUEST_FIELDS)[keyof FormFields], string | null>,
): Record<string, string> {
  const empty = FORM_FIELDS.filter((field) => form[field] === "required" && !filled[REQUEST_FIELDS[field]]);
  return Object.fromEntries(empty.map((field) => [REQUEST_FIELDS[field], "required"]));
}
