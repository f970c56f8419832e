import { readdirSync, readFileSync } from "node:fs";
import type { WidgetLocale } from "@/lib/i18n/locales";
import type first from "@/messages/en/widget.json";
import type chat from "@/messages/en/widget-chat.json";
import type ended from "@/messages/en/widget-ended.json";
import type fields from "@/messages/en/widget-fields.json";
import type files from "@/messages/en/widget-files.json";
import type menu from "@/messages/en/widget-menu.json";
import type more from "@/messages/en/widget-more.json";
import type offline from "@/messages/en/widget-offline.json";
import type waiting from "@/messages/en/widget-waiting.json";

type Parts = typeof first &
  typeof chat &
  typeof ended &
  typeof fields &
  typeof files &
  typeof menu &
  typeof more &
  typeof offline &
  typeof waiting;
export type WidgetTexts = Parts;

/** The widget's texts in a language, all parts in one. */
export function widgetTexts(locale: WidgetLocale): WidgetTexts {
  const names = readdirSync(`messages/${locale}`).filter((file) => file.startsWith("widget"));
  return Object.assign({}, ...names.map((file) => JSON.parse(readFileSync(`messages/${locale}/${file}`, "utf8"))));
}
