import { is, SQL, StringChunk } from "drizzle-orm";
import type { Database } from "@/db/types";
import { testDatabaseKind } from "./database";

/** Nobody but the one who started the process hears of it. */
class Stopped extends Error {
  override readonly name = "Stopped";
}

const READS = ["select", "selectDistinct", "$count"];
const WRITES = ["insert", "update", "delete"];

/** A statement in SQL that only looks; what locks rows does, too, since nobody sees a lock that is gone with its process. */
const onlyLooks = (query: unknown) =>
  is(query, SQL) && is(query.queryChunks[0], StringChunk) && /^\s*select\b/i.test(query.queryChunks[0].value.join(""));

/**
 * A process that is stopped at its `at`-th step, from 1: before a statement that writes, before a commit, and before and after
 * whatever it asks of the world outside. Stopped before it looks at something it leaves what it leaves when it is stopped
 * before its next step, so that is none. From then on nothing that it tries succeeds, so that no `catch` and no `finally` of it leaves
 * anything behind, and what was not committed is rolled back: as after kill -9.
 */
export function mortal(at: number) {
  let steps = 0;
  let stoppedAt: string | null = null;
  const step = (what: string) => {
    steps += 1;
    if (stoppedAt === null && steps === at) stoppedAt = what;
    goOn(what);
  };
  const goOn = (what: string) => {
    if (stoppedAt !== null) throw new Stopped(what);
  };

  function database<T extends object>(db: T): T {
    return new Proxy(db, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== "function") return value;
        if (key === "transaction") {
          return async (work: (tx: object) => Promise<unknown>, ...more: unknown[]) => {
            step("begin");
            const result: unknown = await value.call(
              target,
              async (tx: object) => {
                const done = await work(database(tx));
                step("commit");
                return done;
              },
              ...more,
            );
            step("committed");
            return result;
          };
        }
        const name = String(key);
        const isRead = READS.includes(name);
        if (!isRead && !WRITES.includes(name) && name !== "execute") return value.bind(target);
        return (...parts: unknown[]) => {
          if (isRead || (name === "execute" && onlyLooks(parts[0]))) goOn(name);
          else step(name);
          return value.apply(target, parts);
        };
      },
    });
  }

  /** Each function of an object is a call to the outside; `names` are those that are. */
  function outside<T extends object>(service: T, names: readonly (keyof T & string)[]): T {
    return new Proxy(service, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (typeof value !== "function" || !names.some((name) => name === key)) return value;
        return async (...parts: unknown[]) => {
          step(`call ${String(key)}`);
          const result: unknown = await value.apply(target, parts);
          step(`called ${String(key)}`);
          return result;
        };
      },
    });
  }

  return {
    database: (db: Database) => database(db),
    outside,
    /** What it was about to do when it was stopped; null: it came to its end. */
    stoppedAt: () => stoppedAt,
    /** Runs the process until its end, or until it is stopped. */
    async run(work: () => Promise<unknown>): Promise<void> {
      try {
        await work();
      } catch (error) {
        if (stoppedAt === null) throw error;
      }
    },
  };
}

/** Of a long process: every step on the embedded database, and every second on the other. */
export const LONG = { every: testDatabaseKind === "embedded" ? 1 : 2 };

export type Mortal = ReturnType<typeof mortal>;

/**
 * Plays a process again and again, stopped at its first step, at its second, and so on, until one comes to its end. Answers
 * what each of the stopped ones was about to do, with what `play` has found afterwards. `every`: at each so-manieth step only,
 * for long ones.
 */
export async function stopEverywhere<T>(
  play: (process: Mortal) => Promise<T>,
  { every = 1 } = {},
): Promise<{ at: string; found: T }[]> {
  const stops: { at: string; found: T }[] = [];
  for (;;) {
    const process = mortal(1 + stops.length * every);
    const found = await play(process);
    const at = process.stoppedAt();
    if (at === null) return stops;
    stops.push({ at, found });
  }
}
