import { describe, expect, test } from "vitest";
import { CHAT_EVENT_KINDS, type ChatEventDto } from "@/lib/chats/schemas";
import en from "@/messages/en/widget.json";
import enChat from "@/messages/en/widget-chat.json";
import enEnded from "@/messages/en/widget-ended.json";
import ru from "@/messages/ru/widget.json";
import ruChat from "@/messages/ru/widget-chat.json";
import ruEnded from "@/messages/ru/widget-ended.json";
import { endText } from "../ended/end-text";
import type { EndedTexts } from "../ended/texts";
import { createTranslate } from "../texts";
import { entryText, queueText } from "./words";

const english = createTranslate<EndedTexts>({ ...en, ...enChat, ...enEnded });
const russian = createTranslate<EndedTexts>({ ...ru, ...ruChat, ...ruEnded });
const now = new Date(2026, 4, 12, 14, 0);
const closeAt = new Date(2026, 4, 12, 14, 5).toISOString();
const opensAt = new Date(2026, 4, 13, 9, 0).toISOString();
const anna = { operatorName: "Anna" };
const support = { departmentName: "Support" };

type Kind = ChatEventDto["kind"];
type Row = [kind: Kind, data: Record<string, string>, english: string, russian: string];

const ROWS: Row[] = [
  ["started", support, "You are in Support", "Вы в отделе «Support»"],
  ["claimed", anna, "Anna is with you", "С вами Anna"],
  ["assigned", anna, "Anna is with you", "С вами Anna"],
  ["claimed", {}, "Operator is with you", "С вами Оператор"],
  ["reassigned", { operatorName: "Boris", fromName: "Anna" }, "You are now with Boris", "Теперь с вами Boris"],
  [
    "requeued",
    { reason: "unreachable", fromName: "Anna" },
    "You are back in the queue. Your waiting time counts.",
    "Вы снова в очереди. Время ожидания сохранится.",
  ],
  ["transferred", { ...support, fromName: "Anna" }, "You are now with Support", "Теперь вы в отделе «Support»"],
  ["switched", { ...support, reason: "visitor" }, "You are now with Support", "Теперь вы в отделе «Support»"],
  ["accepted", { operatorName: "Boris", fromName: "Anna" }, "You are now with Boris", "Теперь с вами Boris"],
  ["taken_over", { operatorName: "Sue", fromName: "Anna" }, "You are now with Sue", "Теперь с вами Sue"],
  [
    "accepted",
    { operatorName: "Boris", ...support },
    "You are now with Boris, Support",
    "Теперь с вами Boris, Support",
  ],
  ["held", anna, "Anna has put the chat on hold", "Чат на удержании. Anna к вам вернётся"],
  ["resumed", anna, "The chat goes on", "Чат продолжается"],
  ["kept_open", {}, "The chat stays open", "Чат остаётся открытым"],
  ["reopened", {}, "The chat is open again", "Чат снова открыт"],
  ["rated", { score: "4" }, "You rated this chat: 4 of 5", "Ваша оценка чата: 4 из 5"],
  [
    "overflow_offered",
    support,
    "Support may be faster. Your waiting time counts.",
    "«Support» может ответить быстрее. Время ожидания сохранится.",
  ],
  ["closed", { reason: "operator", ...anna }, "Anna ended the chat", "Чат завершает Anna"],
  ["closed", { reason: "visitor" }, "You ended the chat", "Вы завершили чат"],
  [
    "closed",
    { reason: "idle" },
    "The chat was closed because nobody wrote for a while",
    "Чат закрыт: в нём долго никто не писал",
  ],
  [
    "closed",
    { reason: "never_wrote" },
    "The chat was closed because nobody wrote for a while",
    "Чат закрыт: в нём долго никто не писал",
  ],
  [
    "closed",
    { reason: "abandoned" },
    "The chat was closed because you were away. Your message is kept.",
    "Чат закрыт, потому что вас не было. Сообщение сохранено.",
  ],
  [
    "closed",
    { reason: "left_contact" },
    "You left the queue. We answer by e-mail.",
    "Вы покинули очередь. Ответим по эл. почте.",
  ],
  ["closed", { reason: "of a newer server" }, "This chat has ended", "Чат завершён"],
  // Of before the server gave every notice its words.
  ["notice", { cause: "away" }, "Waiting for an operator…", "Ожидаем оператора…"],
  ["notice", { cause: "away", text: "Gone fishing {operator}" }, "Gone fishing {operator}", "Gone fishing {operator}"],
];

describe("an entry", () => {
  test.each(ROWS)("of kind %s with %j says so", (kind, data, expectedEnglish, expectedRussian) => {
    const entry = { kind, data };
    expect(entryText(entry, english, "en", now) ?? endText(entry, english)).toBe(expectedEnglish);
    expect(entryText(entry, russian, "ru", now) ?? endText(entry, russian)).toBe(expectedRussian);
  });

  test("warns of the end with the time of day", () => {
    const warning = { kind: "idle_warning", data: { closeAt } } as const;
    expect(entryText(warning, english, "en", now)).toMatch(/^This chat closes at 2:05\sPM unless somebody writes\.$/);
    expect(entryText(warning, russian, "ru", now)).toBe("Чат закроется в 14:05, если никто не напишет.");
    expect(entryText({ kind: "idle_warning", data: {} }, english, "en", now)).toBeNull();
  });

  test("of unavailability tells the next opening, after the department's own words too", () => {
    const data = { cause: "closed", text: "Gone fishing.", opensAt };
    expect(entryText({ kind: "notice", data }, english, "en", now)).toMatch(
      /^Gone fishing\. We open: Wednesday.* 9:00\sAM\.$/,
    );
    expect(entryText({ kind: "notice", data: { ...data, text: "Мы закрыты." } }, russian, "ru", now)).toMatch(
      /^Мы закрыты\. Откроемся: среда.* 0?9:00\.$/,
    );
  });

  test("for operators alone says nothing, nor does a message or a kind of a newer server", () => {
    for (const kind of ["offered", "declined", "on_it", "alerted", "message"] as const) {
      expect(entryText({ kind, data: { ...anna, cause: "everyone_tried" } }, english, "en")).toBeNull();
    }
    expect(entryText({ kind: "teleported" as Kind, data: {} }, english, "en")).toBeNull();
    expect(entryText({ kind: "constructor" as Kind, data: {} }, english, "en")).toBeNull();
    expect(endText({ kind: "teleported" as Kind, data: {} }, english)).toBeNull();
    expect(endText({ kind: "closed", data: { reason: "toString" } }, english)).toBe("This chat has ended");
  });

  test("of every kind there is has been thought of", () => {
    const silent = ["message", "offered", "declined", "on_it", "alerted", "idle_warning", "erased"];
    // What operators alone see of a chat.
    silent.push("note", "tagged", "untagged", "snoozed", "unsnoozed", "spam_marked", "spam_unmarked", "blocked");
    silent.push("undelivered", "other_sender");
    const spoken = ROWS.map(([kind]) => kind);
    expect(CHAT_EVENT_KINDS.filter((kind) => !spoken.includes(kind) && !silent.includes(kind))).toEqual([]);
  });

  test("never expands what people are called", () => {
    const data = { operatorName: "{department}", departmentName: "{operator}" };
    expect(entryText({ kind: "accepted", data }, english, "en")).toBe("You are now with {department}, {operator}");
  });
});

describe("the place in the queue", () => {
  const some = { fromMinutes: 2, toMinutes: 4 };
  test.each([
    [{ place: 1, estimate: null, isLate: false }, "You are next", "Вы следующие в очереди"],
    [{ place: 3, estimate: null, isLate: false }, "You are number 3", "Ваш номер в очереди: 3"],
    [
      { place: 3, estimate: some, isLate: false },
      "You are number 3 · about 2–4 min",
      "Ваш номер в очереди: 3 · примерно 2–4 мин",
    ],
    [
      { place: 1, estimate: some, isLate: true },
      "You are next · taking longer than usual",
      "Вы следующие в очереди · дольше обычного",
    ],
    [
      { place: 40, estimate: { fromMinutes: 30, toMinutes: null }, isLate: false },
      "You are number 40 · over 30 min",
      "Ваш номер в очереди: 40 · больше 30 мин",
    ],
  ])("%j is told in words", (queue, expectedEnglish, expectedRussian) => {
    expect(queueText(queue, english)).toBe(expectedEnglish);
    expect(queueText(queue, russian)).toBe(expectedRussian);
  });
});
