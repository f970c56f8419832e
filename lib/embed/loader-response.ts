import type { EmbedTarget } from "@/lib/departments/embed-target";
import { scriptJson } from "./json";
import { launcherStyles } from "./launcher-styles";
import type { LoaderConfig } from "./rules";
import { launcherLabels } from "./texts";

/** One text for an unknown, a rotated and a disabled key: which of them it is, is not the host site's business. */
export const NO_CHAT_SCRIPT = 'console.warn("Foyer: this chat key is not in use; no chat is shown on this page.");\n';

const HEADERS = {
  "content-type": "text/javascript; charset=utf-8",
  "cache-control": "public, max-age=60, stale-while-revalidate=300",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

const loaderConfig = ({ color, look, companyName, texts }: EmbedTarget): LoaderConfig => [
  launcherStyles(color, look),
  launcherLabels(companyName, texts.launcher),
  // As the frame stores it: anybody with an entry, or those alone whose chat is open.
  look.showsReturning ? "" : '"open"',
];

/** Asks for what the widget shows by itself once the first of it may be due; a site without such pays no byte for it. */
function proactiveCall({ proactive }: EmbedTarget): string {
  if (proactive.length === 0) return "";
  const soonest = Math.min(...proactive.map(({ delay }) => delay));
  return `setTimeout(foyer,${soonest * 1000},"proactive",foyer.rules=${scriptJson(proactive)});\n`;
}

/** The loader with the launcher's configuration in it, or one console line for a key that is not in use. */
export function loaderResponse(loader: string, target: EmbedTarget | null): Response {
  const script = target
    ? loader.replace("__FOYER_CONFIG__", () => scriptJson(loaderConfig(target))) + proactiveCall(target)
    : NO_CHAT_SCRIPT;
  return new Response(script, { headers: HEADERS });
}

/** What the console of the page is told where the developer can help it. */
const REPORT_LINES: Record<string, string> = {
  twice: 'console.info("Foyer: the chat\'s snippet is on this page twice; the second one does nothing.");\n',
  blocked:
    'console.warn("Foyer: the Content-Security-Policy of this page keeps the chat\'s frame away (frame-src).");\n',
};

/** The answer to a loader's report (`import()` of its own address): a module that says one line, for any site. */
export const reportResponse = (report: string) =>
  new Response(`${REPORT_LINES[report] ?? ""}export {};\n`, {
    headers: { ...HEADERS, "cache-control": "no-store", "access-control-allow-origin": "*" },
  });
