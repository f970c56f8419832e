import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import type { Locale } from "@/lib/i18n/locales";
import { type AppMessages, loadMessages } from "@/lib/i18n/messages";
import type { DryRunDto } from "@/lib/routing/schemas";
import { wordOutcome, wordWait } from "./dry-run-words";

const id = "00000000-0000-4000-8000-000000000001";
const anna = { operatorId: id, name: "Anna", line: 1, load: 0, maxLoad: 5, openChats: 0, intent: "online" as const };
const nobody = { rule: "nobody", chosen: null, fell: [], more: 0 };
const somebody = { rule: "only", chosen: anna, fell: [], more: 0 };
const WAITS = { decision: nobody, waiting: 2, place: 3 };

const run = (change: Partial<DryRunDto> = {}): DryRunDto => ({
  departmentId: id,
  state: "open",
  strategy: "automatic",
  opensAt: null,
  decision: somebody,
  waiting: 0,
  place: null,
  estimate: null,
  isFull: false,
  ...change,
});

const texts = (locale: Locale) =>
  createTranslator<AppMessages, "routing.dryRun">({
    locale,
    messages: loadMessages(locale),
    namespace: "routing.dryRun",
  });
const plain = (text: string | null) => text?.replace(/[\u2068\u2069]/g, "");
const outcome = (given: DryRunDto, locale: Locale = "en") =>
  plain(wordOutcome(texts(locale), given, "Sales", (iso) => `at ${iso}`));
const wait = (given: DryRunDto, locale: Locale = "en") => plain(wordWait(texts(locale), given));

describe("the outcome of a dry run", () => {
  test.each<[string, DryRunDto, RegExp]>([
    ["names who would get the chat", run(), /would go to Anna\.$/],
    ["tells when a closed department opens", run({ state: "closed", opensAt: "T" }), /offline form: .* opens at T\.$/],
    ["tells when no opening is in sight", run({ state: "closed" }), /offline form: .* no opening is in sight\.$/],
    ["tells that the queue is full", run({ state: "busy", ...WAITS, isFull: true }), /offline form: .* limit/],
    ["tells that everybody is full", run({ state: "busy", ...WAITS }), /would wait: everybody who is there is full\.$/],
    ["tells that nobody is there", run({ state: "away", ...WAITS }), /would wait: nobody is there\./],
    ["tells that others wait already", run({ ...WAITS, decision: somebody }), /would wait behind those/],
    [
      "tells that operators accept by themselves",
      run({ ...WAITS, strategy: "manual", decision: { ...nobody, rule: "manual" } }),
      /would wait until an operator accepts the chat\.$/,
    ],
    ["tells that nobody takes such chats", run({ ...WAITS, place: 1 }), /nobody of those who are there takes such/],
  ])("%s", (_, given, expected) => {
    expect(outcome(given)).toMatch(expected);
    expect(outcome(given)).toMatch(/Sales/);
    expect(outcome(given, "ru")).toMatch(/«Sales»/);
  });

  test("of a closed department is the same however many operators are there", () => {
    expect(outcome(run({ state: "closed", decision: somebody }))).toMatch(/offline form/);
    expect(wait(run({ state: "closed", ...WAITS }))).toBeUndefined();
  });
});

describe("the wait that a dry run tells", () => {
  test("is nothing where the chat would not wait", () => {
    expect(wait(run())).toBeUndefined();
    expect(wait(run({ ...WAITS, isFull: true }))).toBeUndefined();
  });

  test.each([
    [{ fromMinutes: 2, toMinutes: 4 }, "Expected wait: 2–4 min."],
    [{ fromMinutes: 0, toMinutes: 1 }, "Expected wait: up to 1 min."],
    [{ fromMinutes: 30, toMinutes: null }, "Expected wait: over 30 min."],
    [null, "The expected wait cannot be told yet: too few chats, or nobody to take them."],
  ])("holds place and estimate %j", (estimate, expected) => {
    expect(wait(run({ ...WAITS, estimate }))).toBe(
      `2 chats wait there already. It would be at place 3 of the queue. ${expected}`,
    );
  });

  test("calls the first place next, and counts by the grammar of the language", () => {
    const first = { decision: nobody, waiting: 0, place: 1 };
    expect(wait(run(first))).toMatch(/^Nobody waits there\. It would be next in the queue\./);
    expect(wait(run({ ...WAITS, waiting: 21 }), "ru")).toMatch(/^Там уже ждёт 21 чат\./);
    expect(wait(run({ ...WAITS, waiting: 5 }), "ru")).toMatch(/^Там уже ждут 5 чатов\./);
  });
});
