import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { WIDGET_LOCALES } from "@/lib/i18n/locales";
import ar from "@/messages/ar/widget-chat.json";
import de from "@/messages/de/widget-chat.json";
import en from "@/messages/en/widget-chat.json";
import es from "@/messages/es/widget-chat.json";
import fr from "@/messages/fr/widget-chat.json";
import pt from "@/messages/pt/widget-chat.json";
import ru from "@/messages/ru/widget-chat.json";
import { formatTime } from "./chat/format-time";
import { plural } from "./chat/plural";
import { createTranslate, fill, formatComing } from "./texts";

const read = (locale: string, file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`messages/${locale}/${file}`, "utf8"));
const FILES = readdirSync("messages/en").filter((file) => file.startsWith("widget"));

describe("texts of the widget", () => {
  test("fill their placeholders and leave unknown ones alone", () => {
    expect(fill("{operator} joined {what}", { operator: "Anna" })).toBe("Anna joined {what}");
  });

  test("do not expand what people wrote", () => {
    expect(fill("{operator} joined", { operator: "{company} $& $1 {operator}" })).toBe(
      "{company} $& $1 {operator} joined",
    );
  });

  test("isolate names that run in the other direction, and only those", () => {
    const arabic = createTranslate(ar, "ar");
    expect(arabic("accepted", { operator: "Anna", department: "المبيعات" })).toBe(
      "أنت الآن مع \u2068Anna\u2069، المبيعات",
    );
    expect(createTranslate(en)("claimed", { operator: "أحمد" })).toBe("\u2068أحمد\u2069 is with you");
    expect(createTranslate(ru)("claimed", { operator: "Anna" })).toBe("С вами Anna");
  });

  test.each([
    ["en", en, 1, "1 unread message"],
    ["en", en, 2, "2 unread messages"],
    ["de", de, 1, "1 ungelesene Nachricht"],
    ["de", de, 1200, "1.200 ungelesene Nachrichten"],
    ["es", es, 1_000_000, "1.000.000 mensajes sin leer"],
    ["fr", fr, 0, "0 message non lu"],
    ["fr", fr, 2, "2 messages non lus"],
    ["pt", pt, 1, "1 mensagem não lida"],
    ["ru", ru, 1, "1 непрочитанное сообщение"],
    ["ru", ru, 3, "3 непрочитанных сообщения"],
    ["ru", ru, 5, "5 непрочитанных сообщений"],
    ["ru", ru, 21, "21 непрочитанное сообщение"],
    ["ar", ar, 0, "لا رسائل غير مقروءة"],
    ["ar", ar, 1, "رسالة واحدة غير مقروءة"],
    ["ar", ar, 2, "رسالتان غير مقروءتين"],
    ["ar", ar, 5, "\u20685\u2069 رسائل غير مقروءة"],
    ["ar-EG", ar, 11, "١١ رسالة غير مقروءة"],
    ["ar-EG", ar, 100, "١٠٠ رسالة غير مقروءة"],
  ])("use the plural form and the digits of %s: %#", (tag, messages, count, expected) => {
    expect(plural(tag, messages.unread, count)).toBe(expected);
  });

  test.each(WIDGET_LOCALES)("in %s that come later replace none by other words", (locale) => {
    const entries = FILES.flatMap((file) => Object.entries(read(locale, file)));
    const known = new Map(entries);
    expect(entries.filter(([key, text]) => known.get(key) !== text)).toEqual([]);
  });

  test.each(WIDGET_LOCALES)("in %s say more than the English ones do", (locale) => {
    const equal = FILES.flatMap((file) =>
      Object.entries(read(locale, file)).filter(([key, text]) => read("en", file)[key] === text),
    );
    // Words that are spelled alike: "Messages", "E-mail", "optional".
    expect(equal.length).toBeLessThanOrEqual(locale === "en" ? Number.POSITIVE_INFINITY : 5);
  });

  test("name the day only when it is another one", () => {
    const now = new Date(2026, 4, 12, 15, 0);
    expect(formatTime("en", new Date(2026, 4, 12, 14, 2).toISOString(), now)).toMatch(/^2:02/);
    expect(formatTime("en", new Date(2026, 4, 11, 14, 2).toISOString(), now)).toMatch(/May 11/);
  });

  test.each([
    ["en", "2026-05-12T18:00", /^6:00\sPM$/],
    ["en", "2026-05-13T09:00", /^Wednesday.* 9:00\sAM$/],
    ["en", "2026-05-18T09:00", /^Monday.* 9:00\sAM$/],
    ["en", "2026-05-19T09:00", /^Tuesday, May 19.* 9:00\sAM$/],
    ["ru", "2026-05-18T09:00", /^понедельник.* 0?9:00$/],
    ["ru", "2027-01-11T09:00", /^понедельник, 11 янв.* 0?9:00$/],
    ["en-GB", "2026-05-12T18:00", /^18:00$/],
    ["de", "2026-05-18T09:00", /^Montag.* 0?9:00$/],
    ["ar", "2026-05-18T09:00", /^الاثنين.* 9:00\sص$/],
    ["ar-EG", "2026-05-19T09:00", /^الثلاثاء، ١٩ مايو.* ٩:٠٠\sص$/],
  ])("in %s tell %s as nobody can mistake it", (locale, coming, expected) => {
    const now = new Date(2026, 4, 12, 15, 0);
    expect(formatComing(locale, new Date(coming).toISOString(), now)).toMatch(expected);
  });
});
