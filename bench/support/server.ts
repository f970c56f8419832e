import { readFileSync } from "node:fs";
import { embeddedStore, hasPostgres, postgresStore, type Store } from "@/tests/faults/store";

export type StoreKind = Store["kind"];

/** Runs `work` on a fresh database of each kind that is there, or of the one that `only` names. */
export async function onEachStore(only: string | undefined, work: (store: Store) => Promise<void>): Promise<void> {
  for (const kind of ["embedded", "postgres"] as const) {
    if (only && only !== kind) continue;
    if (kind === "postgres" && !hasPostgres()) {
      console.log("postgres: not on this machine, skipped");
      continue;
    }
    const store = kind === "embedded" ? await embeddedStore() : await postgresStore();
    try {
      await work(store);
    } finally {
      await store.remove();
    }
  }
}

/** Bytes of memory that a process holds now; NaN where the system does not tell. */
export function residentBytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return Number(kilobytes) * 1024;
  } catch {
    return Number.NaN;
  }
}
