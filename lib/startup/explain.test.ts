import { expect, test } from "vitest";
import { StartupError } from "@/db/startup-error";
import { parseEnv } from "@/lib/env";
import { explainStartFailure } from "@/lib/startup/explain";

function failureOf(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("it did not fail");
}

test("every wrong variable has a line of its own", () => {
  const lines = explainStartFailure(failureOf(() => parseEnv({ PORT: "x", DATABASE_POOL: "0" })));
  expect(lines.slice(1).map((line) => line.split(":")[0])).toEqual(["PORT", "DATABASE_POOL"]);
});

test("an expected failure is one line without a stack", () => {
  expect(explainStartFailure(new StartupError("It is full: make room."))).toEqual([
    "Foyer cannot start. It is full: make room.",
  ]);
});

test("a fault of ours brings its stack", () => {
  expect(explainStartFailure(new Error("boom")).join("\n")).toMatch(/fault in it:\nError: boom\n\s+at /);
});
