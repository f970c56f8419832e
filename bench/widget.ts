// What the widget costs its host page and its visitors, beside what was measured of other products.
import { WIDGET_LOCALES } from "@/lib/i18n/locales";
import { measureWidget, type WidgetSizes } from "@/widget/measure";

const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const sizes = await measureWidget();
const worst = (part: keyof WidgetSizes) => {
  const [first, ...others] = [...WIDGET_LOCALES].sort((a, b) => sizes[b][part] - sizes[a][part]);
  const bytes = sizes[first ?? "en"][part];
  return `${kb(bytes)}${others.some((locale) => sizes[locale][part] < bytes) ? ` (${first})` : ""}`.padEnd(15);
};

console.log(`Widget, gzip -9, in the language that takes the most

                                   Foyer          budget   others, measured
before any click                   ${worst("loader")}2 KB     3.9 KB (Mibew) to 685 KB; Chatwoot 428 KB, LibreDesk 227 KB
open, ready to type                ${worst("firstView")}14 KB
  + an open chat                   ${worst("chat")}
  + realtime                       ${worst("realtime")}
open, everything                   ${worst("total")}32 KB    106 to 988 KB

${"".padEnd(35)}${WIDGET_LOCALES.map((locale) => locale.padEnd(9)).join("")}
open, ready to type                ${WIDGET_LOCALES.map((locale) => kb(sizes[locale].firstView).padEnd(9)).join("")}
open, everything                   ${WIDGET_LOCALES.map((locale) => kb(sizes[locale].total).padEnd(9)).join("")}`);
