/** Where somebody came from, as campaigns say it: `utm_source` and the like, lower case, without `utm_`. */
export type Campaign = Record<string, string>;

const PARAMETERS_MAX = 10;
const VALUE_MAX = 200;

/**
 * An address without the parameters of a campaign, and these. The loader sends nothing else of a query, and so without
 * the mark at which queries begin: `https://shop.example/pans&utm_source=letter`.
 */
export function splitCampaign<U extends string | null | undefined>(url: U): { url: U | string; utm: Campaign | null } {
  const at = url?.search(/[?&#]utm_/i) ?? -1;
  if (!url || at < 0) return { url, utm: null };
  const utm: Campaign = {};
  for (const [name, value] of new URLSearchParams(url.slice(at + 1).replace(/[?#]/g, "&"))) {
    const [, word] = /^utm_([a-z][a-z_]{0,29})$/i.exec(name) ?? [];
    const text = value
      .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
      .trim()
      .slice(0, VALUE_MAX)
      .toWellFormed();
    if (word && text && Object.keys(utm).length < PARAMETERS_MAX) utm[word.toLowerCase()] ??= text;
  }
  return { url: url.slice(0, at), utm: Object.keys(utm).length > 0 ? utm : null };
}
