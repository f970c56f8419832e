import { inArray, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import { databaseNow } from "@/lib/chats/lock-chat";
import { commit, type Door } from "@/lib/context";
import { log } from "@/lib/log";
import { idArray } from "@/lib/routing/roster";
import { readChatRules } from "./arm-timers";
import type { TimerKind } from "./deadlines";
import { fireTimers } from "./fire";
import type { TickContext } from "./tick-context";

/** Timers of one tick at most; the next one takes the rest. */
export const TICK_MAX = 1000;
/** Chats whose deadlines share one transaction. */
const BATCH_MAX = 100;
/** A deadline whose work failed waits for so long: it must not hold up the others. */
const FAILED_WAIT_SECONDS = 60;

type Due = { chat_id: string; kind: TimerKind; late_ms: number };
export type TickResult = { due: number; fired: number; failed: number };

/**
 * Does what every due deadline asks for. Chats that another process is changing at this moment are left to the next
 * tick, so that two ticks at once, or a tick and a command, do nothing twice and wait for nobody.
 */
export async function fireDueTimers(door: Door): Promise<TickResult> {
  const result: TickResult = { due: 0, fired: 0, failed: 0 };
  const now = await databaseNow(door.db);
  const due = await listDue(door.db, now);
  result.due = due.length;
  const byChat = new Map<string, Due[]>();
  for (const one of due) byChat.set(one.chat_id, [...(byChat.get(one.chat_id) ?? []), one]);
  const ids = [...byChat.keys()];
  const context: TickContext = { now };
  for (let from = 0; from < ids.length; from += BATCH_MAX) {
    const batch = ids.slice(from, from + BATCH_MAX);
    try {
      result.fired += await fireBatch(door, batch, byChat, context);
    } catch (error) {
      log.warn({ err: error }, "a batch of timers failed; each is tried alone");
      await fireAlone(door, batch, byChat, context, result);
    }
  }
  return result;
}

/** Whether any deadline is due: one look into an index. */
export async function areTimersDue(db: Db): Promise<boolean> {
  const [row] = await rows<{ due: boolean }>(
    db,
    sql`select exists (select 1 from timers where due_at <= clock_timestamp()) as due`,
  );
  return row?.due ?? false;
}

const listDue = (db: Db, now: Date) =>
  rows<Due>(
    db,
    sql`select chat_id, kind, (extract(epoch from ${now.toISOString()}::timestamptz - due_at) * 1000)::float8 as late_ms
        from timers where due_at <= ${now.toISOString()}::timestamptz
        order by due_at limit ${TICK_MAX}`,
  );

type ByChat = ReadonlyMap<string, readonly Due[]>;

/** The first deadlines of all these chats together, then, on the chats as they are by then, the second ones. */
async function fireBatch(door: Door, ids: readonly string[], byChat: ByChat, context: TickContext): Promise<number> {
  return commit(door, async (tx, emit, touch) => {
    let free = await lockFree(tx, ids);
    if (free.length === 0) return 0;
    const { rulesOf } = await readChatRules(tx, free);
    let fired = 0;
    for (let round = 0; free.length > 0; round++) {
      const due = free.flatMap((chat) => {
        const one = byChat.get(chat.id)?.[round];
        return one ? [{ chat, rules: rulesOf(chat), kind: one.kind, lateMs: one.late_ms }] : [];
      });
      fired += await fireTimers({ tx, emit, touch }, due, context);
      const more = free.filter(({ id }) => byChat.get(id)?.[round + 1]);
      free =
        more.length > 0
          ? await lockFree(
              tx,
              more.map(({ id }) => id),
            )
          : [];
    }
    return fired;
  });
}

/** All chat locks come before any operator's, and none is waited for. */
const lockFree = (tx: Transaction, ids: readonly string[]) =>
  tx
    .select()
    .from(chats)
    .where(inArray(chats.id, [...ids]))
    .orderBy(chats.id)
    .for("update", { skipLocked: true });

async function fireAlone(door: Door, ids: readonly string[], byChat: ByChat, context: TickContext, result: TickResult) {
  for (const id of ids) {
    try {
      result.fired += await fireBatch(door, [id], byChat, context);
    } catch (error) {
      result.failed += 1;
      log.error({ err: error, chatId: id }, "a timer failed");
      await door.db.execute(
        sql`update timers set due_at = now() + make_interval(secs => ${FAILED_WAIT_SECONDS})
            where chat_id = any (${idArray([id])}) and due_at <= now()`,
      );
    }
  }
}
