import type { DemoDepartment } from "@/db/seed-demo";
import { isWidgetLocale, type WidgetLocale } from "@/lib/i18n/locales";

export const PLAYGROUND_PATH = "/demo/playground";

/** Whose snippet the page carries. */
export const SNIPPETS = [
  "company",
  "corporate-accounts",
  "bikes",
  "hardware",
  "auto-parts",
] as const satisfies readonly ("company" | DemoDepartment["slug"])[];
export const THEMES = ["auto", "light", "dark"] as const;

/** How the page is set up, as its address says it. */
export type Switches = {
  snippet: (typeof SNIPPETS)[number];
  /** The language of the page. */
  lang: WidgetLocale;
  isRtl: boolean;
  theme: (typeof THEMES)[number];
  /** The page vouches for its visitor under this random name; null: nobody is signed in. */
  person: string | null;
  /** A Content-Security-Policy with Trusted Types that lets nothing pass but the snippet. */
  isStrict: boolean;
  /** The page is on the installation's own origin, and not on another one as real websites are. */
  isSameOrigin: boolean;
};

const oneOf = <T extends string>(values: readonly T[], given: string | null): T | undefined =>
  values.find((value) => value === given);

/** Reads an address; what it does not say, or says wrongly, is as usual. `isRtl` follows the language until it is set. */
export function readSwitches(query: URLSearchParams, locale: string): Switches {
  const asked = query.get("lang");
  const lang = isWidgetLocale(asked) ? asked : isWidgetLocale(locale) ? locale : "en";
  const direction = oneOf(["ltr", "rtl"], query.get("dir"));
  return {
    snippet: oneOf(SNIPPETS, query.get("snippet")) ?? "company",
    lang,
    isRtl: direction ? direction === "rtl" : lang === "ar",
    theme: oneOf(THEMES, query.get("theme")) ?? "auto",
    person: /^[\w-]{16}$/.exec(query.get("person") ?? "")?.[0] ?? null,
    isStrict: query.get("policy") === "strict",
    isSameOrigin: query.get("origin") === "same",
  };
}
