import { randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "../startup-error";
import { processSpace, processStart } from "./process-identity";

const BEAT_MS = 2_000;
/** A holder whose process cannot be looked up from here counts as gone after this long without a beat. */
const BEAT_STALE_MS = 10_000;
/** Longer than BEAT_STALE_MS: a container that replaces a crashed one then starts by itself. */
const WAIT_MS = 15_000;
const RETRY_MS = 250;

type Holder = { pid: number; start: string; space: string; nonce: string };
export type Lock = { release(): void };
type Options = { waitMs?: number; beatMs?: number; onStolen?: () => void };

/**
 * Makes this process the only one to use `folder`, by the file `<folder>.lock`. PGlite itself has no such lock, and two
 * processes on one folder destroy each other's writes without any error. A lock whose process is gone is taken over.
 * `onStolen` is called when another process took the lock nevertheless (after this one was frozen for a while).
 * @throws StartupError naming the process that holds it.
 */
export async function acquireLock(folder: string, options: Options = {}): Promise<Lock> {
  const file = `${folder}.lock`;
  const me: Holder = {
    pid: process.pid,
    start: processStart(process.pid) ?? "",
    space: processSpace(),
    nonce: randomUUID(),
  };
  const giveUpAt = Date.now() + (options.waitMs ?? WAIT_MS);
  while (!create(file, me)) {
    const state = inspect(file, me);
    if (state.is === "held") {
      throw new StartupError(
        `The data in ${folder} is in use by process ${state.pid}. Stop that process, or set DATA_DIR to another folder (DATABASE_URL to share one database).`,
      );
    }
    if (state.is === "stale" && takeOver(file, me)) break;
    if (state.is === "beating" && Date.now() >= giveUpAt) {
      throw new StartupError(
        `The data in ${folder} is in use by another machine or container. Stop Foyer there, or set DATABASE_URL to share one database.`,
      );
    }
    if (state.is !== "free") await sleep(RETRY_MS);
  }
  return hold(file, me, options);
}

/** The first creator wins: `wx` fails when the file exists. */
function create(file: string, me: Holder): boolean {
  try {
    const descriptor = openSync(file, "wx");
    writeFileSync(descriptor, JSON.stringify(me));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

type State = { is: "free" | "beating" | "stale" } | { is: "held"; pid: number };

function inspect(file: string, me: Holder): State {
  const age = ageOf(file);
  if (age === undefined) return { is: "free" };
  const holder = read(file);
  // Not readable: its creator is between creating and writing, or died there.
  if (!holder || holder.space !== me.space) return { is: age < BEAT_STALE_MS ? "beating" : "stale" };
  const start = processStart(holder.pid);
  const isSame = start === holder.start || start === ""; // alive and not to be told apart: rather refuse than harm
  return isSame ? { is: "held", pid: holder.pid } : { is: "stale" };
}

/**
 * Replaces a stale lock. Of several processes that saw it, one holds the helper file at a time, and it looks again
 * before it replaces: so nobody removes a lock that somebody else has just taken.
 */
function takeOver(file: string, me: Holder): boolean {
  const helper = `${file}.takeover`;
  if (!create(helper, me)) {
    // Held for a moment only, so an old one belongs to a process that died in that moment.
    if ((ageOf(helper) ?? 0) > BEAT_STALE_MS) rmSync(helper, { force: true });
    return false;
  }
  if (inspect(file, me).is !== "stale") {
    rmSync(helper, { force: true });
    return false;
  }
  renameSync(helper, file);
  return true;
}

function hold(file: string, me: Holder, { beatMs = BEAT_MS, onStolen }: Options): Lock {
  const isMine = () => read(file)?.nonce === me.nonce;
  const beat = setInterval(() => {
    if (isMine()) return touch(file);
    if (ageOf(file) === undefined) return putBack(file, me); // somebody tidied up
    clearInterval(beat);
    onStolen?.();
  }, beatMs);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      if (isMine()) rmSync(file, { force: true });
    },
  };
}

function putBack(file: string, me: Holder): void {
  try {
    create(file, me);
  } catch {
    // The disk is full or the folder gone; the next beat tries again.
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The next beat tells.
  }
}

function ageOf(file: string): number | undefined {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}

function read(file: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isHolder(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== "object" || value === null) return false;
  const { pid, start, space, nonce } = value as Partial<Record<keyof Holder, unknown>>;
  return typeof pid === "number" && [start, space, nonce].every((text) => typeof text === "string");
}
