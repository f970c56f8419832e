import { existsSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { BenchDatabase } from "./databases";

/**
 * How long the processes of this pool on the server have had a core, in milliseconds since they began: what a statement
 * costs, however many others want the machine. Only Linux tells; elsewhere, and for the embedded database, null.
 */
export async function backendCpu({ db, kind }: Pick<BenchDatabase, "db" | "kind">): Promise<(() => number) | null> {
  if (kind !== "postgres" || process.platform !== "linux") return null;
  const found = await rows<{ pid: number }>(
    db,
    sql`select pid from pg_stat_activity where application_name = 'foyer' and datname = current_database()`,
  );
  // The first number of schedstat: nanoseconds on a core.
  const onCore = (pid: number) => {
    const path = `/proc/${pid}/schedstat`;
    return existsSync(path) ? Number(readFileSync(path, "utf8").split(" ")[0]) / 1e6 : 0;
  };
  return () => found.reduce((sum, { pid }) => sum + onCore(pid), 0);
}
