import { sql } from "drizzle-orm";
import { openDatabase } from "@/db/open-database";
import { rows } from "@/db/rows";
import { countInboxChats } from "@/lib/chats/lists/count-inbox-chats";
import { listInboxChats } from "@/lib/chats/lists/list-inbox-chats";
import { getInbox } from "@/lib/chats/operator/get-inbox";
import type { OperatorActor } from "@/lib/context";
import { planOf } from "../support/plan-of";
import { measure } from "../support/statements";
import { operatorId } from "./seed";

const actor: OperatorActor = {
  type: "operator",
  operatorId: operatorId(7),
  role: "operator",
  name: "Operator 7",
  sessionId: operatorId(7),
};

export type Plan = { what: string; index: string; isUsed: boolean; text: string };

/** Asks the database how it runs the lists' statements with so many chats, as the product sends them. */
export async function explainInbox(url: string): Promise<Plan[]> {
  const handle = await openDatabase({ kind: "postgres", url, pool: 1, prepare: false });
  try {
    const { db } = handle;
    const works = [
      {
        what: "plan of the open chats",
        index: "chats_open_idx",
        run: () => listInboxChats(db, actor, { list: "all" }),
      },
      {
        what: "plan of the closed chats",
        index: "chats_closed_idx",
        run: () => listInboxChats(db, actor, { list: "closed" }),
      },
      { what: "plan of the counts", index: "chats_open_idx", run: () => countInboxChats(db, actor) },
    ] as const;
    const plans: Plan[] = [];
    for (const { what, index, run } of works) {
      const { statements } = await measure<unknown>(run);
      const texts: string[] = [];
      for (const statement of statements) texts.push(await planOf(db, statement));
      const text = texts.join("\n");
      plans.push({
        what,
        index,
        isUsed: text.includes(index) && !/Seq Scan on (chats|chat_events)\b/.test(text),
        text,
      });
    }
    return plans;
  } finally {
    await handle.close();
  }
}

/** More often than Postgres plans a kept statement anew before it compares. */
const READS = 10;

/** The statements of the inbox's first read that the database plans anew each time, which takes longer than most of them run. */
export async function plannedAnew(url: string): Promise<string[]> {
  const handle = await openDatabase({ kind: "postgres", url, pool: 1, prepare: true });
  try {
    const { db } = handle;
    for (let read = 0; read < READS; read++) await getInbox(db, actor);
    const found = await rows<{ statement: string }>(
      db,
      sql`select statement from pg_prepared_statements where generic_plans = 0 and custom_plans >= ${READS}`,
    );
    return found.map(({ statement }) => statement);
  } finally {
    await handle.close();
  }
}
