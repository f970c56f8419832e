import { createFormatter, createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { CHAT_EVENT_KINDS, type ChatEventDto } from "@/lib/chats/schemas";
import { LOCALES, type Locale } from "@/lib/i18n/locales";
import { loadMessages } from "@/lib/i18n/messages";
import { wordEvent } from "./event-words";

const ANNA = { id: "00000000-0000-4000-8000-000000000001", name: "Anna" };
const BORIS = { id: "00000000-0000-4000-8000-000000000002", name: "Boris" };

const names = { operatorName: "Boris", fromName: "Anna", departmentName: "Support", fromDepartmentName: "Sales" };

function entry(kind: ChatEventDto["kind"], data: Record<string, string> = {}, senderId?: string): ChatEventDto {
  const sender = senderId ? ({ type: "operator", id: senderId } as const) : ({ type: "system" } as const);
  const chatId = "00000000-0000-4000-8000-000000000009";
  return { chatId, seq: 2, prev: 1, kind, sender, data, createdAt: "2026-11-20T12:00:00.000Z" };
}

function words(
  event: ChatEventDto,
  me = { id: "00000000-0000-4000-8000-000000000003", name: "Olga" },
  locale: Locale = "en",
) {
  const messages = loadMessages(locale);
  const t = createTranslator({ locale, messages, namespace: "inbox.event" });
  const text = wordEvent(t, createFormatter({ locale, timeZone: "UTC" }), me, event);
  return text.replace(/[\u2068\u2069]/g, "");
}

describe("entries of the timeline", () => {
  test.each(LOCALES)("in %s every kind but what people wrote has words, whatever it carries", (locale) => {
    for (const kind of CHAT_EVENT_KINDS) {
      const wordless = kind === "message" || kind === "note";
      expect({ kind, isEmpty: words(entry(kind, names), undefined, locale) === "" }).toEqual({
        kind,
        isEmpty: wordless,
      });
      expect({ kind, isEmpty: words(entry(kind), undefined, locale) === "" }).toEqual({ kind, isEmpty: wordless });
    }
  });

  test("a colleague's deed names the colleague, one's own is told as one's own", () => {
    const claimed = entry("claimed", { operatorName: "Boris", operatorId: BORIS.id }, BORIS.id);
    expect(words(claimed)).toBe("Boris accepted this chat");
    expect(words(claimed, BORIS)).toBe("You accepted this chat");
    const held = entry("held", { operatorName: "Boris" }, BORIS.id);
    expect(words(held, BORIS)).toBe("You put this chat on hold");
    // Two people of one name are two people.
    expect(words(held, { id: ANNA.id, name: "Boris" })).toBe("Boris put this chat on hold");
  });

  test("a reassignment says who did not react, to all three", () => {
    const moved = entry("reassigned", { ...names, operatorId: BORIS.id, fromId: ANNA.id });
    expect(words(moved)).toBe("Anna did not react: the chat went to Boris");
    expect(words(moved, BORIS)).toBe("Anna did not react: the chat came to you");
    expect(words(moved, ANNA)).toBe("You did not react: the chat went to Boris");
  });

  test("an offer and each of its ends are told apart", () => {
    const offered = entry("offered", { operatorName: "Boris", operatorId: BORIS.id, fromName: "Anna" }, ANNA.id);
    expect(words(offered)).toBe("Anna offered this chat to Boris");
    expect(words(offered, ANNA)).toBe("You offered this chat to Boris");
    expect(words(offered, BORIS)).toBe("Anna offered this chat to you");
    const end = (reason: string) => words(entry("declined", { operatorName: "Boris", reason }));
    expect([end("declined"), end("expired"), end("withdrawn")]).toEqual([
      "Boris declined this chat",
      "Boris did not answer the offer in time",
      "The offer to Boris was withdrawn",
    ]);
    const { departmentName } = names;
    expect(words(entry("offered", { ...offered.data, departmentName }, ANNA.id))).toContain("for Support");
  });

  test("back in the queue: the reason is told where it is known", () => {
    expect(words(entry("requeued", { reason: "unreachable", fromName: "Anna" }))).toContain(
      "connection of Anna is lost",
    );
    expect(words(entry("requeued", { reason: "left", fromName: "Anna" }))).toContain("Anna left the department");
    expect(words(entry("requeued", { reason: "unreachable" }))).toContain("Back in the queue");
  });

  test("every reason of an end has words of its own", () => {
    const reasons = ["operator", "visitor", "idle", "abandoned", "left_contact", "never_wrote"];
    const texts = reasons.map((reason) => words(entry("closed", { reason, operatorName: "Boris" })));
    expect(new Set(texts).size).toBe(reasons.length);
    expect(words(entry("closed", { reason: "operator", operatorName: "Boris" }, BORIS.id), BORIS)).toBe(
      "You closed this chat",
    );
  });

  test("times are told in the reader's time zone, and a broken one is no crash", () => {
    expect(words(entry("idle_warning", { closeAt: "2026-11-20T14:05:00.000Z" }))).toMatch(/2:05.PM/);
    expect(words(entry("idle_warning", { closeAt: "soon" }))).toContain("closes at");
    expect(words(entry("notice", { cause: "closed", opensAt: "2026-11-23T09:00:00.000Z" }))).toContain("Nov 23");
    expect(words(entry("notice", { cause: "closed" }))).toContain("closed now");
  });
});
