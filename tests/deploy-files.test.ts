import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { jobs } from "@/lib/jobs/registry";
import { SERVER } from "@/tests/faults/server-process";

const { crons } = JSON.parse(readFileSync("vercel.json", "utf8")) as { crons: { path: string; schedule: string }[] };

/** Nothing is embedded there, and uploads leave nothing on a disk. */
const NOT_SERVERLESS = ["analyze-outgrown-tables", "tidy-embedded-database", "clear-cut-off-uploads"];

describe("the clock of a serverless host", () => {
  const called = crons.map(({ path }) => path.replace("/api/cron/", ""));

  test("calls every job that the server's own clock runs, and no other", () => {
    const needed = jobs.map(({ name }) => name).filter((name) => !NOT_SERVERLESS.includes(name));
    expect(called.toSorted()).toEqual(needed.toSorted());
  });

  test("calls each minute what people wait for", () => {
    for (const { name, everySeconds } of jobs) {
      const cron = crons.find(({ path }) => path.endsWith(`/${name}`));
      if (cron && everySeconds < 60) expect(cron.schedule, name).toMatch(/^\*(\/5)? \* \* \* \*$/);
    }
  });
});

test("the image and the fault runs start the server as npm start does", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
  const [command, ...args] = JSON.parse(/^CMD (.*)$/m.exec(readFileSync("Dockerfile", "utf8"))?.[1] ?? "[]");
  expect([command, ...args].join(" ")).toBe(scripts.start);
  expect(["node", ...SERVER.args].join(" ")).toBe(scripts.start);
});
