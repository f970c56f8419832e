// Makes the folder of an embedded database, as a process of its own (create.ts): the 80 MB that this takes end with it. Plain JavaScript,
// started as it stands. Its parent hears one `WorkerReply`, and it ends with its parent.
import { closeSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { DurableNodeFS, extensions, startParams, wireError } from "./durable.mjs";

process.on("disconnect", () => process.exit(1));

async function create(folder) {
  const pg = await PGlite.create({ fs: new DurableNodeFS(folder), startParams, extensions });
  await pg.close();
  for (const path of readdirSync(folder, { recursive: true })) sync(join(folder, path));
  sync(folder);
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

const tell = (reply) => process.send?.(reply, () => process.exit());
create(process.argv[2] ?? "").then(
  () => tell({ type: "ready" }),
  (error) => tell({ type: "failed", error: wireError(error) }),
);
