import { fill } from "../texts";

/** Picks the plural form of `count` in a language (CLDR categories) and fills `{count}`. */
export const plural = (tag: string, forms: Record<string, string>, count: number): string =>
  fill(forms[new Intl.PluralRules(tag).select(count)] ?? forms.other ?? "", { count }, tag);
