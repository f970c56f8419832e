import { expect, test } from "vitest";
import { inTurn } from "./turns";

const turn = () => new Promise((done) => setImmediate(done));

test("what writes into one chat goes one after the other in its order, also after a failure; other chats do not wait", async () => {
  const done: string[] = [];
  const write = (chatId: string, name: string, fails = false) =>
    inTurn(chatId, async (hasWaited) => {
      done.push(`${name} begins${hasWaited ? ", having waited" : ""}`);
      await turn();
      if (fails) throw new Error(name);
      done.push(`${name} ends`);
    });
  const all = await Promise.allSettled([write("a", "1"), write("a", "2", true), write("a", "3"), write("b", "other")]);
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(done.filter((line) => !line.startsWith("other"))).toEqual([
    "1 begins",
    "1 ends",
    "2 begins, having waited",
    "3 begins, having waited",
    "3 ends",
  ]);
  expect(done.slice(0, 2)).toEqual(["1 begins", "other begins"]);
});

test("a chat in which nothing is under way does not wait", async () => {
  await inTurn("c", async () => {});
  await inTurn("c", async (hasWaited) => expect(hasWaited).toBe(false));
});
