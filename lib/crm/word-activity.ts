import { createTranslator } from "use-intl/core";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n/locales";
import { type AppMessages, loadMessages } from "@/lib/i18n/messages";
import { type Line, wordLines } from "@/lib/transcripts/word-transcript";
import type { ToldChat } from "./read-chat";

/** Characters of an activity's title in Creatio and BPMSoft, and of the text that is worth sending: the newest are kept. */
export const TITLE_MAX = 500;
export const TRANSCRIPT_MAX = 100_000;

type Facts = { chat: ToldChat; lines: readonly Line[]; link: string | null };

/**
 * A chat as an activity of the CRM: plain text, in the visitor's language where that is one of the company's pages, else in
 * English. Notes of operators are not among the lines. What nobody vouches for is said to be so.
 */
export function wordActivity({ chat, lines, link }: Facts): { title: string; text: string } {
  const t = translator(chat.locale);
  const visitor = chat.identity?.name ?? (chat.visitorName || t("visitor"));
  const email = chat.identity?.email ?? null;
  const phone = chat.identity?.phone ?? null;
  const typed = [chat.visitorEmail, chat.visitorPhone].filter((value) => value && value !== email && value !== phone);
  const said = wordLines(lines, { locale: chat.locale, timeZone: chat.timeZone, visitor });
  const head = [
    link && t("link", { link }),
    t("department", { name: chat.departmentName }),
    t("channel", { name: chat.channelName }),
    chat.operatorName && t("operator", { name: chat.operatorName }),
    t("from", { name: visitor }),
    ...[email, phone].map((value) => value && t("confirmed", { value })),
    ...typed.map((value) => value && t("typed", { value })),
    chat.pageUrl && t("page", { url: chat.pageUrl }),
    chat.rating !== null && t("rating", { rating: chat.rating, comment: chat.ratingComment }),
  ].filter((line) => typeof line === "string" && line !== "");
  const cut = said.length > TRANSCRIPT_MAX ? `${t("cut")}\n\n${said.slice(-TRANSCRIPT_MAX)}` : said;
  return {
    title: clip(t("title", { name: visitor, department: chat.departmentName })),
    text: `${head.join("\n")}\n\n${cut || t("nothing")}`.toWellFormed(),
  };
}

/** What stands in the place of a chat that its visitor has had erased. */
export function wordErased(locale: string): { title: string; text: string } {
  const t = translator(locale);
  return { title: t("erasedTitle"), text: t("erasedText") };
}

function translator(tag: string) {
  const locale = isLocale(tag) ? tag : DEFAULT_LOCALE;
  return createTranslator<AppMessages, "crm.activity">({
    locale,
    messages: loadMessages(locale),
    namespace: "crm.activity",
  });
}

const clip = (title: string) => title.slice(0, TITLE_MAX).toWellFormed();
