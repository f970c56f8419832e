import fc from "fast-check";
import { expect, test } from "vitest";
import { ChatGroups, ChatNumbers, wordsOf } from "./chat-numbers";

/** Ids that differ in any of their parts alone, as clocks and counters make them. */
const ids = fc.array(
  fc.tuple(fc.nat({ max: 20 }), fc.constantFrom(0, 12, 20, 28)).map(([number, at]) => {
    const digits = number.toString(16).padStart(4, "0");
    const all = `${"0".repeat(at)}${digits}${"0".repeat(28 - at)}`;
    return `${all.slice(0, 8)}-${all.slice(8, 12)}-${all.slice(12, 16)}-${all.slice(16, 20)}-${all.slice(20)}`;
  }),
  { maxLength: 200 },
);

test("chats have numbers in the order in which their ids come, each one", () => {
  fc.assert(
    fc.property(ids, (all) => {
      const numbers = new ChatNumbers();
      const slow = [...new Set(all)];
      expect(all.map((id) => numbers.numberOf(wordsOf(id)))).toEqual(all.map((id) => slow.indexOf(id)));
      expect(numbers.count).toBe(slow.length);
    }),
  );
});

test("numbers stay what they are when there are more than there was room for", () => {
  const numbers = new ChatNumbers();
  const id = (i: number) => Uint32Array.of(i % 7, 0, Math.floor(i / 7), 0);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 10_000; i++) expect(numbers.numberOf(id(i))).toBe(i);
  }
  expect(numbers.count).toBe(10_000);
});

test("a chat is new in a group once, until all is forgotten", () => {
  const pairs = fc.array(fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 5 })), { maxLength: 4000 });
  fc.assert(
    fc.property(pairs, (all) => {
      const groups = new ChatGroups();
      for (let round = 0; round < 2; round++) {
        const slow = new Set<string>();
        for (const [chat, group] of all) {
          expect(groups.isNew(chat, group)).toBe(!slow.has(`${chat} ${group}`));
          slow.add(`${chat} ${group}`);
        }
        groups.clear();
      }
    }),
    { numRuns: 20 },
  );
});
