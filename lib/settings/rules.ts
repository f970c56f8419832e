import type { ChannelType } from "@/lib/channels/rules";
import { byWidgetLocale, DEFAULT_LOCALE, widgetLocaleOf } from "@/lib/i18n/locales";
import { VISITOR_MESSAGES } from "@/lib/i18n/visitor-messages";

/** Whole minutes. The minimums are part of the product; the maximum is a week, beyond which no chat is waited for. */
export const CLOSE_IDLE_MINUTES_MIN = 5;
export const REASSIGN_MINUTES_MIN = 1;
export const RULE_MINUTES_MAX = 10_080;

/** Silence in a messenger means less than on a website: idle time of such a channel that has none of its own. */
export const TELEGRAM_CLOSE_IDLE_MINUTES = 24 * 60;
/** The same of mail, which is answered within days. */
export const EMAIL_CLOSE_IDLE_MINUTES = 3 * 24 * 60;

const OWN_CLOSE_IDLE_MINUTES: Record<ChannelType, number | null> = {
  web: null,
  telegram: TELEGRAM_CLOSE_IDLE_MINUTES,
  email: EMAIL_CLOSE_IDLE_MINUTES,
};

/** The three rules with their minutes: as the company sets them, and as they hold for one chat. */
export type ChatRules = {
  /** Close the chat when the visitor does not answer for so long. */
  closeIdle: boolean;
  closeIdleAfterMinutes: number;
  /** Give it to somebody else when the operator does not react for so long. */
  reassign: boolean;
  reassignAfterMinutes: number;
  /** Tell the visitor when nobody, or the system itself, can answer. */
  notice: boolean;
};

/** The same as a department sets them; null: the company's value. */
export type RuleOverrides = { [Rule in keyof ChatRules]: ChatRules[Rule] | null };

/** Where a chat's rules come from; rows of the tables fit as they are. */
export type RuleSources = {
  company: ChatRules;
  department: RuleOverrides;
  channel: { type: ChannelType; closeIdleAfterMinutes: number | null };
};

/** The rules of one chat: the department's own values, else the company's; a channel's idle time goes before both. */
export const effectiveRules = ({ company, department, channel }: RuleSources): ChatRules => ({
  closeIdle: department.closeIdle ?? company.closeIdle,
  closeIdleAfterMinutes:
    channel.closeIdleAfterMinutes ??
    OWN_CLOSE_IDLE_MINUTES[channel.type] ??
    department.closeIdleAfterMinutes ??
    company.closeIdleAfterMinutes,
  reassign: department.reassign ?? company.reassign,
  reassignAfterMinutes: department.reassignAfterMinutes ?? company.reassignAfterMinutes,
  notice: department.notice ?? company.notice,
});

/** Whether a change of the settings moves clocks that are armed already. */
export const movesClocks = (before: ChatRules, after: ChatRules): boolean =>
  (["closeIdle", "closeIdleAfterMinutes", "reassign", "reassignAfterMinutes"] as const).some(
    (rule) => before[rule] !== after[rule],
  );

/** What visitors read while the system cannot take their messages, unless the company has set a text of its own. */
export const DEFAULT_NOTICE_TEXTS = byWidgetLocale((locale) => VISITOR_MESSAGES[locale].notice);

/**
 * The notice in the visitor's language (`de`, `pt-BR` …): the company's text, else the product's; who reads none of the
 * languages gets the English one.
 */
export function noticeText(texts: Readonly<Record<string, string>>, locale: string): string {
  const language = widgetLocaleOf(locale) ?? DEFAULT_LOCALE;
  return texts[language]?.trim() || DEFAULT_NOTICE_TEXTS[language];
}
