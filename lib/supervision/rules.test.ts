import { expect, test } from "vitest";
import { boardPresence, freeSlots } from "./rules";

const facts = { intent: "online", isReachable: true, finishing: false, load: 3, maxLoad: 5 } as const;

test("whoever chose to be offline is offline, and whoever is not heard of is lost, whatever else they chose", () => {
  expect(boardPresence(facts)).toBe("online");
  expect(boardPresence({ ...facts, finishing: true })).toBe("finishing");
  expect(boardPresence({ ...facts, intent: "away", finishing: true })).toBe("away");
  for (const intent of ["online", "away"] as const) {
    expect(boardPresence({ ...facts, intent, isReachable: false })).toBe("lost");
  }
  for (const isReachable of [true, false]) {
    expect(boardPresence({ ...facts, intent: "offline", isReachable })).toBe("offline");
  }
});

test("slots are free with those alone who take new chats, and never fewer than none", () => {
  expect(freeSlots(facts)).toBe(2);
  expect(freeSlots({ ...facts, load: 7 })).toBe(0);
  for (const change of [{ finishing: true }, { intent: "away" as const }, { isReachable: false }]) {
    expect(freeSlots({ ...facts, ...change })).toBe(0);
  }
});
