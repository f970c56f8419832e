// Runs PGlite in a thread of its own, so that a long query never stops the server's event loop. Plain JavaScript:
// this file is started as it stands, from the sources and from the built product alike. Messages: protocol.ts.
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, types } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { DurableNodeFS, extensions, fsyncCount, startParams, wireError } from "./durable.mjs";
import { PreparedStatements } from "./prepared.mjs";

/** Drizzle parses instants and their arrays itself; parsers are functions and cannot come with a message. */
const INSTANT_ARRAYS = [1115, 1182, 1185, 1187, 1231]; // timestamp[], date[], timestamptz[], interval[], numeric[]
const asText = (value) => value;
const parsers = Object.fromEntries(
  [types.TIMESTAMP, types.TIMESTAMPTZ, types.DATE, types.INTERVAL, ...INSTANT_ARRAYS].map((type) => [type, asText]),
);

async function open({ folder, fsyncHook }) {
  const fs = fsyncHook ? new DurableNodeFS(folder) : new NodeFS(folder);
  const pg = await PGlite.create({ fs, startParams, extensions });
  await assertDurable(pg);
  return pg;
}

/** A commit must have reached the disk. The hook sits on PGlite's inner parts, so each start proves that it works. */
async function assertDurable(pg) {
  const before = fsyncCount();
  await pg.query("select pg_logical_emit_message(true, 'foyer', 'probe')"); // writes a commit record and nothing else
  if (fsyncCount() === before) throw Object.assign(new Error("a commit was not synced"), { code: "FSYNC_INACTIVE" });
}

async function perform(pg, statements, request) {
  if (request.op === "query") return statements.query(request);
  if (request.op === "close") await pg.close();
  if (request.op === "exec") await pg.exec(request.sql);
  return { rows: [], fields: [] };
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
