import { departmentStates, operatorStates } from "@/db/schema";
import type { Database } from "@/db/types";
import { type Worker, workOf } from "./desk";
import type { Place } from "./tell-chat";

type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];
type Month = { workers: readonly Worker[]; places: readonly Place[]; now: Date; days: number };
type Change = { at: number; by: 1 | -1 };

const DAY_MS = 24 * 3_600_000;

/** When the made-up colleagues were there, and with them their departments, as the product's job would have noted it. */
export async function writeStates(tx: Tx, { workers, places, now, days }: Month): Promise<void> {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const dates = Array.from({ length: days }, (_, index) => today - (days - 1 - index) * DAY_MS);
  const changesOf = (some: readonly Worker[]): Change[] =>
    some
      .flatMap((worker) => dates.flatMap((day) => workOf(worker, day) ?? []))
      .flatMap(({ from, to }): Change[] => [
        { at: from, by: 1 },
        { at: to, by: -1 },
      ])
      .filter(({ at }) => at < now.getTime())
      // One shift takes over from the other without a gap.
      .sort((a, b) => a.at - b.at || b.by - a.by);
  await tx.insert(operatorStates).values(
    workers.flatMap((worker) =>
      changesOf([worker]).map(({ at, by }) => ({
        operatorId: worker.id,
        since: new Date(at),
        state: by > 0 ? ("there" as const) : ("gone" as const),
      })),
    ),
  );
  const [first] = dates;
  if (first === undefined) return;
  for (const { id: departmentId, members } of places) {
    const states = [{ departmentId, since: new Date(first), state: "nobody" as const }];
    const noted: (typeof departmentStates.$inferInsert)[] = states;
    let there = 0;
    for (const { at, by } of changesOf(members)) {
      const was = there > 0;
      there += by;
      if (there > 0 !== was) noted.push({ departmentId, since: new Date(at), state: there > 0 ? "online" : "nobody" });
    }
    await tx.insert(departmentStates).values(noted).onConflictDoNothing();
  }
}
