// What the process that makes a database and the thread that runs it have in common.
import { fsyncSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { NodeFS } from "@electric-sql/pglite/nodefs";

export const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== "-F"), // -F is fsync=off
  // fdatasync, the default, is a no-op in the WebAssembly build; fsync reaches the hook below.
  ...["-c", "wal_sync_method=fsync"],
  // All of it is in memory, here or the system's: a page is a page, and small tables are read by their indexes as well.
  ...["-c", "random_page_cost=1.1"],
  // One small company's chats: half the memory of the defaults, and at most 128 MB of log on the disk.
  ...["-c", "shared_buffers=16MB", "-c", "min_wal_size=32MB", "-c", "max_wal_size=128MB"],
];

/** What the migrations create; a folder that has it can be opened with it alone. */
export const extensions = { pg_trgm };

let fsyncs = 0;
export const fsyncCount = () => fsyncs;

/** PGlite's folder on the real disk, with the fsync that it lacks: without it a power cut loses what was committed. */
export class DurableNodeFS extends NodeFS {
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

export function wireError(error) {
  const { message, code, constraint, detail, table } = error instanceof Error ? error : new Error(String(error));
  return { message, code, constraint, detail, table };
}
