import { expect, test } from "vitest";
import { Turns } from "./turns";

const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

test("work runs one at a time and in order of asking, whatever the others did", async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} starts`);
    await pause();
    seen.push(`${name} ends`);
    if (name === "b") throw new Error("b failed");
  };
  const outcomes = await Promise.allSettled(["a", "b", "c"].map((name) => turns.take(work(name))));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(seen).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"]);
});

test("a newcomer does not overtake the one who waits", async () => {
  const turns = new Turns();
  const seen: string[] = [];
  const first = turns.take(pause);
  const second = turns.take(async () => void seen.push("second"));
  const newcomer = first.then(() => turns.take(async () => void seen.push("newcomer")));
  await Promise.all([second, newcomer]);
  expect(seen).toEqual(["second", "newcomer"]);
});

test("whoever waits for too long hears 55P03, never runs, and holds nobody up", async () => {
  const turns = new Turns();
  const seen: string[] = [];
  let finish: () => void = () => undefined;
  const working = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const long = turns.take(() => working);
  const impatient = turns.take(async () => void seen.push("impatient"), 5);
  await expect(impatient).rejects.toMatchObject({ code: "55P03" });
  finish();
  await long;
  await turns.take(async () => void seen.push("next"));
  expect(seen).toEqual(["next"]);
});
