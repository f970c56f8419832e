import { DEFAULT_LOCALE, type WidgetLocale, widgetLocaleOf } from "@/lib/i18n/locales";
import channelAr from "@/messages/ar/channel.json";
import widgetAr from "@/messages/ar/widget.json";
import chatAr from "@/messages/ar/widget-chat.json";
import endedAr from "@/messages/ar/widget-ended.json";
import channelDe from "@/messages/de/channel.json";
import widgetDe from "@/messages/de/widget.json";
import chatDe from "@/messages/de/widget-chat.json";
import endedDe from "@/messages/de/widget-ended.json";
import channelEn from "@/messages/en/channel.json";
import widgetEn from "@/messages/en/widget.json";
import chatEn from "@/messages/en/widget-chat.json";
import endedEn from "@/messages/en/widget-ended.json";
import channelEs from "@/messages/es/channel.json";
import widgetEs from "@/messages/es/widget.json";
import chatEs from "@/messages/es/widget-chat.json";
import endedEs from "@/messages/es/widget-ended.json";
import channelFr from "@/messages/fr/channel.json";
import widgetFr from "@/messages/fr/widget.json";
import chatFr from "@/messages/fr/widget-chat.json";
import endedFr from "@/messages/fr/widget-ended.json";
import channelPt from "@/messages/pt/channel.json";
import widgetPt from "@/messages/pt/widget.json";
import chatPt from "@/messages/pt/widget-chat.json";
import endedPt from "@/messages/pt/widget-ended.json";
import channelRu from "@/messages/ru/channel.json";
import widgetRu from "@/messages/ru/widget.json";
import chatRu from "@/messages/ru/widget-chat.json";
import endedRu from "@/messages/ru/widget-ended.json";

/** What somebody reads in another service: mostly the words of the widget, so that both say the same. */
const parts = {
  en: { ...widgetEn, ...chatEn, ...endedEn, ...channelEn },
  ru: { ...widgetRu, ...chatRu, ...endedRu, ...channelRu },
  de: { ...widgetDe, ...chatDe, ...endedDe, ...channelDe },
  es: { ...widgetEs, ...chatEs, ...endedEs, ...channelEs },
  fr: { ...widgetFr, ...chatFr, ...endedFr, ...channelFr },
  pt: { ...widgetPt, ...chatPt, ...endedPt, ...channelPt },
  ar: { ...widgetAr, ...chatAr, ...endedAr, ...channelAr },
} satisfies Record<WidgetLocale, object>;

type Parts = (typeof parts)["en"];
type Key = { [K in keyof Parts]: Parts[K] extends string ? K : never }[keyof Parts];
export type Words = (key: Key, values?: Record<string, string | number>) => string;

/**
 * The words of a language, `{placeholders}` filled in. What is filled in is text of people: never expanded itself, and set
 * apart from the words around it, so that neither turns the other over (UAX #9).
 */
export function wordsOf(locale: string): Words {
  const language = languageOf(locale);
  const texts = parts[language];
  return (key, values = {}) =>
    `${texts[key]}`.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? value.toLocaleString(language) : `\u2068${value}\u2069`;
    });
}

export const languageOf = (locale: string): WidgetLocale => widgetLocaleOf(locale) ?? DEFAULT_LOCALE;
