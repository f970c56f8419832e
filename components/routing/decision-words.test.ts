import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import type { DecisionDto } from "@/lib/chats/schemas";
import type { Locale } from "@/lib/i18n/locales";
import { type AppMessages, loadMessages } from "@/lib/i18n/messages";
import { wordDecision } from "./decision-words";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const anna = { operatorId: id(1), name: "Anna", line: 1, load: 2, maxLoad: 5, openChats: 2, intent: "online" as const };
const fell = (name: string, by: string) => ({ operatorId: id(name.length), name, by });
const decision = (change: Partial<DecisionDto> = {}): DecisionDto => ({
  rule: "lastClosed",
  chosen: anna,
  fell: [fell("Boris", "full"), fell("Clara", "away")],
  more: 0,
  ...change,
});

/** The sentence without the marks that keep names apart. */
function sentence(locale: Locale, given: DecisionDto): string {
  const t = createTranslator<AppMessages, "routing.decision">({
    locale,
    messages: loadMessages(locale),
    namespace: "routing.decision",
  });
  return wordDecision(t, given).replace(/[\u2068\u2069]/g, "");
}

describe("a decision in words", () => {
  test("names the chosen operator with the numbers, the rule, and why the others fell", () => {
    expect(sentence("en", decision())).toBe(
      "Anna: Online, line 1, 2 of 5 slots, longest without a chat; Boris was full, Clara was away",
    );
    expect(sentence("ru", decision())).toBe(
      "Anna: на связи, линия 1, занято 2 из 5 мест, дольше всех без чата; Boris — нет свободных мест, Clara — статус «Отошёл»",
    );
  });

  test("three others are named, of a fourth and of those that were not stored only the number", () => {
    const others = ["Bo", "Ann", "Carl"].map((name) => fell(name, "full"));
    expect(sentence("en", decision({ fell: others }))).toMatch(/Bo was full, Ann was full, Carl was full$/);
    const more = decision({ fell: [...others, fell("Debby", "line")], more: 3 });
    expect(sentence("en", more)).toMatch(/Carl was full, and 4 more$/);
    expect(sentence("ru", more)).toMatch(/и ещё 4 оператора$/);
  });

  test.each([
    [1, "и ещё 1 оператор"],
    [2, "и ещё 2 оператора"],
    [5, "и ещё 5 операторов"],
    [11, "и ещё 11 операторов"],
    [21, "и ещё 21 оператор"],
  ])("in Russian %i more are counted by the grammar", (more, ending) => {
    expect(sentence("ru", decision({ more })).endsWith(ending)).toBe(true);
  });

  test.each([
    [1, "1 slot", "1 места"],
    [2, "2 slots", "2 мест"],
    [21, "21 slots", "21 места"],
  ])("of %i slots", (maxLoad, english, russian) => {
    const given = decision({ chosen: { ...anna, load: 0, maxLoad } });
    expect(sentence("en", given)).toContain(`0 of ${english},`);
    expect(sentence("ru", given)).toContain(`занято 0 из ${russian},`);
  });

  test("where nobody was chosen it says so: nobody could, nobody is there, or a person is to accept", () => {
    const nobody = { chosen: null, rule: "nobody" };
    expect(sentence("en", decision(nobody))).toBe("Nobody could take it; Boris was full, Clara was away");
    expect(sentence("en", decision({ ...nobody, fell: [] }))).toBe(
      "Nobody could take it: the department has no members",
    );
    expect(sentence("en", decision({ chosen: null, rule: "manual", fell: [] }))).toBe(
      "Waits until an operator accepts it",
    );
  });

  test("a rule or a reason of another version is told in general instead of failing", () => {
    expect(sentence("en", decision({ rule: "moonPhase", fell: [fell("Boris", "hungry")] }))).toBe(
      "Anna: Online, line 1, 2 of 5 slots, by the rules of the department; Boris was not chosen",
    );
  });

  test("a name cannot turn the words around it: each is isolated", () => {
    const t = createTranslator<AppMessages, "routing.decision">({
      locale: "en",
      messages: loadMessages("en"),
      namespace: "routing.decision",
    });
    const text = wordDecision(t, decision({ fell: [fell("\u202eevil", "full")] }));
    expect(text).toContain("\u2068\u202eevil\u2069 was full");
  });
});
