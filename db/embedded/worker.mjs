// Runs PGlite in a thread of its own, so that a long query never stops the server's event loop. Plain JavaScript:
// this file is started as it stands, from the sources and from the built product alike. Messages: protocol.ts.
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, types } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { PreparedStatements } from "./prepared.mjs";

/** Drizzle parses instants and their arrays itself; parsers are functions and cannot come with a message. */
const INSTANT_ARRAYS = [1115, 1182, 1185, 1187, 1231]; // timestamp[], date[], timestamptz[], interval[], numeric[]
const asText = (value) => value;
const parsers = Object.fromEntries(
  [types.TIMESTAMP, types.TIMESTAMPTZ, types.DATE, types.INTERVAL, ...INSTANT_ARRAYS].map((type) => [type, asText]),
);

const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== "-F"), // -F is fsync=off
  // fdatasync, the default, is a no-op in the WebAssembly build; fsync reaches the hook below.
  ...["-c", "wal_sync_method=fsync"],
  // All of it is in memory, here or the system's: a page is a page, and small tables are read by their indexes as well.
  ...["-c", "random_page_cost=1.1"],
  // One small company's chats: half the memory of the defaults, and at most 128 MB of log on the disk.
  ...["-c", "shared_buffers=16MB", "-c", "min_wal_size=32MB", "-c", "max_wal_size=128MB"],
];

/** What the migrations create; a folder that has it can be opened with it alone. */
const extensions = { pg_trgm };

let fsyncs = 0;

/** PGlite's folder on the real disk, with the fsync that it lacks: without it a power cut loses what was committed. */
class DurableNodeFS extends NodeFS {
  async initialSyncFs() {
    await super.initialSyncFs();
    const { Module } = this.pg;
    const nodeFs = Module.NODEFS ?? Module.FS.filesystems?.NODEFS; // the place has moved between versions before
    nodeFs.stream_ops.fsync = ({ nfd }) => {
      if (nfd === undefined) return 0;
      fsyncSync(nfd);
      fsyncs++;
      return 0;
    };
  }
}

async function open({ folder, fsyncHook }) {
  if (!existsSync(join(folder, "PG_VERSION"))) await create(folder);
  const fs = fsyncHook ? new DurableNodeFS(folder) : new NodeFS(folder);
  const pg = await PGlite.create({ fs, startParams, extensions });
  await assertDurable(pg);
  return pg;
}

/** In a folder beside, renamed when complete: a start that is killed half-way leaves nothing that looks like data. */
async function create(folder) {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const pg = await PGlite.create({ fs: new DurableNodeFS(unfinished), startParams, extensions });
  await pg.close();
  for (const path of readdirSync(unfinished, { recursive: true })) sync(join(unfinished, path));
  sync(unfinished);
  renameSync(unfinished, folder);
  sync(dirname(folder));
}

/** Puts one file or folder on the disk. */
function sync(path) {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A commit must have reached the disk. The hook sits on PGlite's inner parts, so each start proves that it works. */
async function assertDurable(pg) {
  const before = fsyncs;
  await pg.query("select pg_logical_emit_message(true, 'foyer', 'probe')"); // writes a commit record and nothing else
  if (fsyncs === before) throw Object.assign(new Error("a commit was not synced"), { code: "FSYNC_INACTIVE" });
}

async function perform(pg, statements, request) {
  if (request.op === "query") return statements.query(request);
  if (request.op === "close") await pg.close();
  if (request.op === "exec") await pg.exec(request.sql);
  return { rows: [], fields: [] };
}

function wireError(error) {
  const { message, code, constraint, detail, table } = error instanceof Error ? error : new Error(String(error));
  return { message, code, constraint, detail, table };
}

/** Postgres itself has stopped (PANIC, out of memory): nothing after this can succeed. */
const isFatal = (error) => error instanceof WebAssembly.RuntimeError || error?.name === "ExitStatus";

try {
  const pg = await open(workerData);
  const statements = new PreparedStatements(pg, parsers);
  let last = Promise.resolve();
  parentPort.on("message", (request) => {
    last = last.then(async () => {
      try {
        parentPort.postMessage({ type: "result", id: request.id, result: await perform(pg, statements, request) });
      } catch (error) {
        if (isFatal(error)) throw error; // ends this thread; the other side tells everyone who waits
        parentPort.postMessage({ type: "error", id: request.id, error: wireError(error) });
      }
    });
  });
  parentPort.postMessage({ type: "ready" });
} catch (error) {
  parentPort.postMessage({ type: "failed", error: wireError(error) });
}
