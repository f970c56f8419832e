import { pickTextColor } from "@/lib/color";
import type { EmbedTarget } from "@/lib/departments/embed-target";
import en from "@/messages/en/widget.json";
import ru from "@/messages/ru/widget.json";
import { scriptJson } from "./json";
import type { LauncherTexts, LoaderConfig } from "./rules";

/** One text for an unknown, a rotated and a disabled key: which of them it is, is not the host site's business. */
export const NO_CHAT_SCRIPT = 'console.warn("Foyer: this chat key is not in use; no chat is shown on this page.");\n';

const HEADERS = {
  "content-type": "text/javascript; charset=utf-8",
  "cache-control": "public, max-age=60, stale-while-revalidate=300",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

function loaderConfig({ key, color, companyName }: EmbedTarget): LoaderConfig {
  const texts = ({ launcher }: typeof en): LauncherTexts => [
    launcher.label.replace("{company}", () => companyName),
    launcher.unread,
  ];
  return [key, color, pickTextColor(color), { en: texts(en), ru: texts(ru) }];
}

/** The loader with the launcher's configuration in it, or one console line for a key that is not in use. */
export function loaderResponse(loader: string, target: EmbedTarget | null): Response {
  const script = target ? loader.replace("__FOYER_CONFIG__", () => scriptJson(loaderConfig(target))) : NO_CHAT_SCRIPT;
  return new Response(script, { headers: HEADERS });
}
