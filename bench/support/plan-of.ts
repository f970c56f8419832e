import type { Database } from "@/db/types";
import type { Statement } from "./statements";

/** How the database would run a statement now, as it was sent. */
export async function planOf(db: Database, { text, params }: Statement): Promise<string> {
  const { rows } = await clientOf(db).query(`explain (costs off) ${text}`, params);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

type Client = { query(text: string, params: unknown[]): Promise<{ rows: Record<"QUERY PLAN", string>[] }> };

/** Drizzle keeps the driver's own client in a property that the type of either database leaves out. */
const clientOf = (db: Database): Client => (db as unknown as { $client: Client }).$client;
