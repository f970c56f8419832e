/** Of an ISO 3166 code, in the language of the interface; the code itself where it names nothing. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
