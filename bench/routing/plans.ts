import type { Database } from "@/db/types";
import { planOf } from "../support/plan-of";
import type { Statement } from "../support/statements";

/** Statements of a distribution that must not feel closed chats: by a mark in their text, with the index that keeps them so. */
const WANTED = [
  { what: "load of all operators", mark: /operator_id = o\.id .*jsonb_object_agg/s, index: "chats_load_idx" },
  { what: "load of the chosen one", mark: /operator_id = o\.id .*o\.id = any/s, index: "chats_load_idx" },
  { what: "queue", mark: /status = 'queued'.*order by c\.priority desc/s, index: "chats_queue_idx" },
] as const;

export type Plan = { what: string; index: string; isUsed: boolean; text: string };

/** Asks the database how it would run the statements of a distribution now, as they were sent. */
export async function explainDistribution(db: Database, statements: readonly Statement[]): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const { what, mark, index } of WANTED) {
    const statement = statements.find(({ text }) => mark.test(text));
    if (!statement) throw new Error(`no statement of this distribution is known as "${what}"`);
    const text = await planOf(db, statement);
    const isUsed = new RegExp(`Scan using ${index}\\b`).test(text) && !/Seq Scan on chats\b/.test(text);
    plans.push({ what, index, isUsed, text });
  }
  return plans;
}

/** Tables that grow with every closed chat. */
const GROWING = /Seq Scan on (chats|chat_events|legs)\b/;

/** Statements that would read one of the growing tables from end to end. */
export async function findFullScans(db: Database, statements: readonly Statement[]): Promise<string[]> {
  const found: string[] = [];
  for (const text of new Set(statements.map((one) => one.text))) {
    const statement = statements.find((one) => one.text === text);
    if (!statement || !/^\s*(select|with|update|insert|delete)\b/i.test(text)) continue;
    if (GROWING.test(await planOf(db, statement))) found.push(text.replace(/\s+/g, " ").trim());
  }
  return found;
}
