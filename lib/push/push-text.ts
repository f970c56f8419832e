import { createTranslator } from "use-intl/core";
import { type AlertKind, staysUntilSeen } from "@/lib/alerts/rules";
import { readPreview } from "@/lib/files/rules";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { loadMessages } from "@/lib/i18n/messages";
import { plainText } from "@/lib/markup/rules";
import type { AlertCause } from "@/lib/supervision/rules";
import { preview as cut } from "@/lib/text";

/** Characters of what was written: a notification shows no more, and a push service takes 4 KB. */
const TEXT_MAX = 200;

/** What the service worker (public/sw.js) is told; the least that a notification needs. */
export type PushPayload = {
  /** Tells a message that came twice from a new one. */
  id: string;
  kind: AlertKind | "test";
  chatId: string | null;
  title: string;
  body: string;
  icon: string | null;
  stays: boolean;
};

export type PushWords = {
  id: string;
  kind: AlertKind | "test";
  chatId: string | null;
  departmentName: string;
  logoUrl: string | null;
  visitorName: string;
  /** Of the visitor's last message. */
  preview: string;
  /** Who offers the chat, or mentions the operator; empty where nobody is named. */
  byName: string;
  /** Why supervisors are told. */
  cause: AlertCause | null;
  withText: boolean;
  locale: string;
};

const alertText = (locale: Locale) => createTranslator({ locale, messages: loadMessages(locale), namespace: "alerts" });
type AlertText = ReturnType<typeof alertText>;

/** Words a message in the operator's language. What a visitor wrote is in it only where the operator wants that. */
export function pushPayload(words: PushWords): PushPayload {
  const { id, kind, chatId, departmentName, logoUrl, byName } = words;
  const locale: Locale = isLocale(words.locale) ? words.locale : "en";
  const t = alertText(locale);
  const title =
    kind === "test"
      ? t("title.test")
      : kind === "offer" || kind === "mention"
        ? t(`title.${kind}`, { department: departmentName, name: byName })
        : t(`title.${kind}`, { department: departmentName });
  return {
    id,
    kind,
    chatId,
    title,
    body: kind === "test" ? t("testBody") : bodyOf(words, t),
    icon: logoUrl,
    stays: kind !== "test" && staysUntilSeen(kind),
  };
}

function bodyOf({ visitorName, preview, withText, cause }: PushWords, t: AlertText): string {
  // Nobody wrote anything just now: why somebody is to look is the news.
  const news = cause ? t(`supervisorCause.${cause}`) : cut(plainText(readPreview(preview).text), TEXT_MAX);
  const text = cause || withText ? news : "";
  if (visitorName === "") return text;
  return text === "" ? visitorName : t("body", { name: visitorName, preview: text });
}
