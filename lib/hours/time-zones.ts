import { isTimeZone } from "@/lib/i18n/locales";

/** Names that runtimes still list, by the ones that the IANA database gives today. */
const RENAMED: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/**
 * Names of time zones for a choice: UTC first, then by name; `present` is among them even when it is an older name.
 * Call it on the server and pass the list on: browsers know other ones, and the page would differ from its HTML.
 */
export function listTimeZones(present: string): string[] {
  const modern = Intl.supportedValuesOf("timeZone").map((name) => {
    const renamed = RENAMED[name];
    return renamed && isTimeZone(renamed) ? renamed : name;
  });
  const names = new Set([...modern, present]);
  names.delete("UTC");
  return ["UTC", ...[...names].sort()];
}
