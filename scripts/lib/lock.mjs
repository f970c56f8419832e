// One start at a time prepares the folder: two `npm ci` or two builds at once would leave a broken mixture.
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 2000;
/** Without a beat for this long the holder is gone. */
const STALE_MS = 15_000;

/** Locks of this process: another holder with our id is one of before, since ids are used again, in containers always. */
const held = new Set();

/** Runs `work` while no other process holds the lock `file`; waits for as long as the other one lives. */
export async function withLock(file, work, { onWait = () => {} } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  let hasWaited = false;
  while (!create(file)) {
    if (isStale(file)) {
      clear(file);
      continue;
    }
    if (!hasWaited) onWait();
    hasWaited = true;
    await sleep(300);
  }
  held.add(file);
  const beat = setInterval(() => touch(file), BEAT_MS);
  const release = () => {
    clearInterval(beat);
    held.delete(file);
    rmSync(file, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

function create(file) {
  try {
    const descriptor = openSync(file, "wx");
    writeSync(descriptor, JSON.stringify({ pid: process.pid, host: hostname() }));
    closeSync(descriptor);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** The beat decides; on this machine a process that is gone need not be waited for. */
function isStale(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) return true;
    const { pid, host } = JSON.parse(readFileSync(file, "utf8"));
    return host === hostname() && (pid === process.pid ? !held.has(file) : !isAlive(pid));
  } catch {
    return false; // gone, or its maker is just writing it
  }
}

/** Moves the stale lock away; if it was not the stale one any more, it goes back. */
function clear(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another one was faster
  }
  if (isStale(aside)) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The folder was removed under us; the work will say so.
  }
}
