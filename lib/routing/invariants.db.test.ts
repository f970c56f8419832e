import fc from "fast-check";
import { expect, test } from "vitest";
import { withFreshDatabase } from "@/tests/support/database";
import { Watch } from "@/tests/support/histories/invariants";
import { perform } from "@/tests/support/histories/perform";
import { histories } from "@/tests/support/histories/plan";
import { readSnapshot } from "@/tests/support/histories/snapshot";
import { World } from "@/tests/support/histories/world";

/**
 * A usual run is over after so long, however slow the machine. Longer looks:
 * `HISTORIES=500 npx vitest run --project db-embedded lib/routing/invariants`
 * `HISTORY='{"seed":1,"path":"7"}'`, with what a failure has printed, goes there again and makes that history shorter.
 */
const USUAL_MS = 6_000;
const { HISTORIES, HISTORY } = process.env;
const PARAMETERS = HISTORY
  ? { interruptAfterTimeLimit: 300_000, ...JSON.parse(HISTORY), endOnFailure: false }
  : { numRuns: Number(HISTORIES ?? 25), endOnFailure: true };
const STEPS_MAX = 30;

test("whatever happens, in whatever order, the invariants of routing hold after every step", async () => {
  await withFreshDatabase(async (db) => {
    const world = await World.open(db);
    const isUsual = HISTORIES === undefined && HISTORY === undefined;
    const until = isUsual ? performance.now() + USUAL_MS : Number.POSITIVE_INFINITY;
    let steps = 0;
    const property = fc.asyncProperty(histories(STEPS_MAX), async (history) => {
      if (performance.now() > until) return;
      await world.begin(history.plan);
      const watch = new Watch(world, history.plan);
      const story: string[] = [];
      let now = await readSnapshot(db);
      for (const [at, step] of history.steps.entries()) {
        try {
          await perform(world, now, step);
          now = await readSnapshot(db);
          story.push(`${at + 1} ${step.do}: ${watch.tellNew(now)}`);
          await watch.check(now);
        } catch (error) {
          throw new Error([String(error), `in step ${at + 1}, ${step.do}, of:`, ...story].join("\n"), { cause: error });
        }
        steps += 1;
      }
    });
    await fc.assert(property, PARAMETERS);
    expect(steps).toBeGreaterThan(0);
  });
}, 600_000);
