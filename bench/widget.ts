// What the widget costs its host page and its visitors, beside what was measured of other products.
import { measureWidget } from "@/widget/measure";

const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const { loader, firstView, chat, realtime, total } = await measureWidget();

console.log(`Widget, gzip -9

                                   Foyer     budget   others, measured
before any click                   ${kb(loader).padEnd(10)}2 KB     3.9 KB (Mibew) to 685 KB; Chatwoot 428 KB, LibreDesk 227 KB
open, ready to type                ${kb(firstView).padEnd(10)}14 KB
  + an open chat                   ${kb(chat)}
  + realtime                       ${kb(realtime)}
open, everything                   ${kb(total).padEnd(10)}32 KB    106 to 988 KB`);
