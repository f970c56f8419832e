import { describe, expect, test } from "vitest";
import {
  type ChatRules,
  DEFAULT_NOTICE_TEXTS,
  effectiveRules,
  movesClocks,
  noticeText,
  type RuleOverrides,
  TELEGRAM_CLOSE_IDLE_MINUTES,
} from "./rules";

const company: ChatRules = {
  closeIdle: true,
  closeIdleAfterMinutes: 15,
  reassign: true,
  reassignAfterMinutes: 3,
  notice: true,
};
const department: RuleOverrides = {
  closeIdle: null,
  closeIdleAfterMinutes: null,
  reassign: null,
  reassignAfterMinutes: null,
  notice: null,
};
const channel = { type: "web", closeIdleAfterMinutes: null } as const;

describe("the rules of a chat", () => {
  test("are the company's where the department sets none", () => {
    expect(effectiveRules({ company, department, channel })).toEqual(company);
  });

  test("are the department's wherever it sets one, each by itself, off included", () => {
    const own: ChatRules = {
      closeIdle: false,
      closeIdleAfterMinutes: 30,
      reassign: false,
      reassignAfterMinutes: 1,
      notice: false,
    };
    expect(effectiveRules({ company, department: own, channel })).toEqual(own);
    for (const rule of Object.keys(own) as (keyof ChatRules)[]) {
      const rules = effectiveRules({ company, department: { ...department, [rule]: own[rule] }, channel });
      expect(rules).toEqual({ ...company, [rule]: own[rule] });
    }
  });

  test("have the idle time of the channel before that of department and company", () => {
    const sources = { company, department: { ...department, closeIdleAfterMinutes: 30 } };
    const own = { type: "web", closeIdleAfterMinutes: 60 } as const;
    expect(effectiveRules({ ...sources, channel: own }).closeIdleAfterMinutes).toBe(60);
    expect(effectiveRules({ ...sources, channel }).closeIdleAfterMinutes).toBe(30);
    expect(effectiveRules({ company, department, channel: own }).closeIdle).toBe(true);
  });

  test("give a Telegram chat a day of silence, unless its channel says otherwise", () => {
    const telegram = (closeIdleAfterMinutes: number | null) =>
      effectiveRules({ company, department, channel: { type: "telegram", closeIdleAfterMinutes } });
    expect(TELEGRAM_CLOSE_IDLE_MINUTES).toBe(1440);
    expect(telegram(null).closeIdleAfterMinutes).toBe(1440);
    expect(telegram(10).closeIdleAfterMinutes).toBe(10);
  });
});

test("armed clocks move with the two timed rules, not with the notice", () => {
  expect(movesClocks(company, { ...company })).toBe(false);
  expect(movesClocks(company, { ...company, notice: false })).toBe(false);
  for (const change of [
    { closeIdle: false },
    { closeIdleAfterMinutes: 16 },
    { reassign: false },
    { reassignAfterMinutes: 4 },
  ])
    expect(movesClocks(company, { ...company, ...change })).toBe(true);
});

describe("the notice", () => {
  test("is the product's own text until the company sets one, and again when it is emptied", () => {
    expect(noticeText({}, "ru")).toBe("По техническим причинам чат недоступен. Мы уже работаем над исправлением.");
    expect(noticeText({ en: " " }, "en")).toBe(DEFAULT_NOTICE_TEXTS.en);
  });

  test("is in the visitor's language; who reads neither gets English", () => {
    const texts = { en: "Back soon.", ru: "Скоро вернёмся." };
    expect(["ru", "ru-RU", "RU", "en-GB", "nl", ""].map((locale) => noticeText(texts, locale))).toEqual([
      texts.ru,
      texts.ru,
      texts.ru,
      texts.en,
      texts.en,
      texts.en,
    ]);
    expect(noticeText({ ru: texts.ru }, "nl")).toBe(DEFAULT_NOTICE_TEXTS.en);
    expect(noticeText(texts, "pt-BR")).toBe(DEFAULT_NOTICE_TEXTS.pt);
  });
});
