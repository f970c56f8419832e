import { expect, test } from "vitest";
import { figureTable } from "./figures";

test("stand side by side, with what is wanted of them and a mark at what is missed", () => {
  const table = figureTable([
    { what: "messages/s", subject: "floor", value: "3,000" },
    { what: "memory", subject: "embedded", value: "240 MB", wanted: "<= 250 MB", isMet: true },
    { what: "messages/s", subject: "postgres", value: "900 (30 %)", wanted: ">= 50 %", isMet: false },
  ]);
  expect(table.split("\n")).toEqual([
    "| what       | floor | embedded | Postgres     | wanted    |",
    "| ---------- | ----- | -------- | ------------ | --------- |",
    "| messages/s | 3,000 |          | 900 (30 %) ! | >= 50 %   |",
    "| memory     |       | 240 MB   |              | <= 250 MB |",
  ]);
});
