import { describe, expect, test } from "vitest";
import { decisionDto } from "@/lib/chats/schemas";
import { operatorFacts, routingRequest } from "@/tests/support/routing-facts";
import { decide, decidedByPerson, type OperatorFacts } from "./rules";

const named = (people: OperatorFacts[], request = {}) =>
  decide(people, routingRequest(request)).fell.map(({ name, by }) => [name, by]);

describe("the record of a decision", () => {
  test("says why each of the others did not get the chat, the last to fall first", () => {
    const people = [
      operatorFacts("Anna", { openChats: 1 }),
      operatorFacts("Boris", { openChats: 1, lastClosedAt: 5 }),
      operatorFacts("Clara", { openChats: 2 }),
      operatorFacts("Dora", { line: 2 }),
      operatorFacts("Emil", { load: 5 }),
      operatorFacts("Fred", { intent: "away" }),
    ];
    const { chosen, rule } = decide(people, routingRequest());
    expect([chosen?.name, rule]).toEqual(["Anna", "lastClosed"]);
    expect(named(people)).toEqual([
      ["Boris", "lastClosed"],
      ["Clara", "chats"],
      ["Dora", "line"],
      ["Fred", "away"],
      ["Emil", "full"],
    ]);
  });

  test("names the step at which the last rival fell, not the last step that was looked at", () => {
    const one = operatorFacts("Anna");
    expect(decide([one, operatorFacts("Boris", { openChats: 1, lastClosedAt: 1 })], routingRequest()).rule).toBe(
      "chats",
    );
    expect(decide([one], routingRequest()).rule).toBe("only");
    expect(decide([one, operatorFacts("Boris", { isReachable: false })], routingRequest()).rule).toBe("only");
    expect(decide([], routingRequest())).toEqual({ rule: "nobody", chosen: null, fell: [], more: 0 });
  });

  test("says of all rivals of who was here before that this was why", () => {
    const people = [operatorFacts("Anna"), operatorFacts("Boris", { line: 2 }), operatorFacts("Clara", { load: 5 })];
    expect(named(people, { returningId: "boris" })).toEqual([
      ["Anna", "returning"],
      ["Clara", "full"],
    ]);
    expect(named(people, { preferredId: "boris" })[0]).toEqual(["Anna", "preferred"]);
  });

  test("keeps line, slots, chats and presence of the chosen one, as they were before the choice, and nothing else", () => {
    const anna = operatorFacts("Anna", { line: 3, load: 2, maxLoad: 5, openChats: 1, lastClosedAt: 77 });
    expect(decide([anna], routingRequest({ weight: 2 })).chosen).toEqual({
      operatorId: "anna",
      name: "Anna",
      line: 3,
      load: 2,
      maxLoad: 5,
      openChats: 1,
      intent: "online",
    });
  });

  test("names 40 people at most and counts the others", () => {
    const crowd = (count: number) =>
      Array.from({ length: count + 1 }, (_, i) => operatorFacts(`P${String(i).padStart(3, "0")}`));
    const atLimit = decide(crowd(40), routingRequest());
    expect([atLimit.fell.length, atLimit.more]).toEqual([40, 0]);
    const beyond = decide(crowd(41), routingRequest());
    expect([beyond.fell.length, beyond.more]).toEqual([40, 1]);
    expect(beyond.chosen?.name).toBe("P000");
  });

  test("leaves the runners-up in when it has to leave out somebody", () => {
    const away = Array.from({ length: 60 }, (_, i) => operatorFacts(`Away ${i}`, { intent: "away" }));
    const { fell, more } = decide([operatorFacts("Anna"), operatorFacts("Boris"), ...away], routingRequest());
    expect(fell[0]).toEqual({ operatorId: "boris", name: "Boris", by: "id" });
    expect(more).toBe(21);
  });

  test("of a person's own choice names them and nobody else", () => {
    const anna = operatorFacts("Anna", { load: 9, intent: "away" });
    for (const rule of ["accepted", "transferred", "answered"] as const) {
      expect(decidedByPerson(rule, anna)).toEqual({
        rule,
        chosen: { operatorId: "anna", name: "Anna", line: 1, load: 9, maxLoad: 5, openChats: 0, intent: "away" },
        fell: [],
        more: 0,
      });
    }
  });

  test("travels to browsers as it is", () => {
    const id = (digit: number) => `0193a1b2-0000-7000-8000-00000000000${digit}`;
    const people = [1, 2, 3].map((digit) => operatorFacts(`P${digit}`, { operatorId: id(digit), line: digit }));
    const decision = decide(people, routingRequest());
    expect(decisionDto.parse(decision)).toEqual(decision);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });
});
