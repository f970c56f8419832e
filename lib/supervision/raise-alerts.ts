import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { departments } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import { databaseNow } from "@/lib/chats/lock-chat";
import { commit, type Door, type Emit } from "@/lib/context";
import { isOpenAt } from "@/lib/hours/opening";
import type { Schedule } from "@/lib/hours/rules";
import { log } from "@/lib/log";
import { queuePushes } from "@/lib/push/queue-push";
import { idArray } from "@/lib/routing/roster";
import { listSupervisorIds } from "@/lib/routing/supervisors";
import type { AlertCause } from "./rules";
import { isOwnerGone, waitsSince } from "./standing-alerts";

/** Alerts that one run raises; the next one raises the rest. */
const ALERTS_MAX = 200;

/** Open chats whose visitor waits beyond the set minutes with nobody who hears of it, and of whom nobody was alerted. */
const unheard = sql`
  chats c
  join legs l on l.chat_id = c.id and l.released_at is null
  join departments d on d.id = c.department_id
  join chat_settings s on s.id = 1
  left join operators o on o.id = c.operator_id
  where (c.status = 'queued' or (c.status = 'active' and c.held_at is null and c.awaiting_since is not null and ${isOwnerGone}))
    and ${waitsSince} <= now() - make_interval(mins => coalesce(d.alert_after_minutes, s.alert_after_minutes))
    and not exists (select 1 from supervisor_alerts a where a.chat_id = c.id and a.epoch = c.epoch
      and a.since = ${waitsSince} and a.cause = ${causeSql()})`;

function causeSql() {
  return sql`case when c.status = 'queued' then 'waits_too_long' else 'owner_gone' end`;
}

/** Whether anybody is to be alerted, opening hours aside. */
export async function isAlertDue(db: Db): Promise<boolean> {
  const [row] = await rows<{ is_due: boolean }>(db, sql`select exists (select 1 from ${unheard}) as is_due`);
  return row?.is_due ?? false;
}

/**
 * Alerts supervisors of visitors who wait too long while nobody hears of it, within the opening hours of their
 * departments. Any number of processes may do it at once: each alert is one row.
 * Emits `supervisor.alerted` to each supervisor, who is pushed to as well, and `board.changed` to the department. Answers how many were raised.
 */
export async function raiseAlerts(door: Door): Promise<number> {
  const found = await rows<{ id: string; department_id: string }>(
    door.db,
    sql`select c.id, c.department_id from ${unheard} order by ${waitsSince} limit ${ALERTS_MAX}`,
  );
  if (found.length === 0) return 0;
  const open = await listOpen(door.db);
  const ids = found.filter((chat) => open.has(chat.department_id)).map(({ id }) => id);
  if (ids.length === 0) return 0;
  return commit(door, async (tx, emit) => {
    const raised = await rows<Raised>(
      tx,
      sql`insert into supervisor_alerts (chat_id, department_id, cause, epoch, since)
          select c.id, c.department_id, ${causeSql()}, c.epoch, ${waitsSince} from ${unheard} and c.id = any (${idArray(ids)})
          on conflict do nothing returning id, chat_id, department_id, cause, ${lastSeq}`,
    );
    await tellSupervisors(tx, emit, raised);
    return raised.length;
  });
}

/** The departments that are within their hours now. */
async function listOpen(db: Db): Promise<Set<string>> {
  const { id, timeZone, hours, holidays } = departments;
  const all = await db.select({ id, timeZone, hours, holidays }).from(departments);
  const now = await databaseNow(db);
  return new Set(all.filter((schedule) => isOpen(schedule, now)).map((one) => one.id));
}

/** A department whose stored hours nobody can read is better alerted of than forgotten, and keeps no other from it. */
function isOpen({ id, ...schedule }: Schedule & { id: string }, now: Date): boolean {
  try {
    return isOpenAt(schedule, now);
  } catch (error) {
    log.error({ err: error, departmentId: id }, "the hours of a department cannot be read");
    return true;
  }
}

/** Nobody else could take this chat from an owner who does not react; the caller holds the chat's lock. */
export async function raiseEveryoneTried(tx: Transaction, emit: Emit, chatId: string): Promise<void> {
  const raised = await rows<Raised>(
    tx,
    sql`insert into supervisor_alerts (chat_id, department_id, cause, epoch, since)
        select c.id, c.department_id, 'everyone_tried', c.epoch, c.awaiting_since from chats c
        where c.id = ${chatId} and c.awaiting_since is not null
        on conflict do nothing returning id, chat_id, department_id, cause, ${lastSeq}`,
  );
  await tellSupervisors(tx, emit, raised);
}

/** The newest entry of the chat: a push for it is not sent twice. */
const lastSeq = sql`(select last_seq from chats where chats.id = chat_id) as seq`;

type Raised = { id: string; chat_id: string; department_id: string; cause: AlertCause; seq: number };

async function tellSupervisors(tx: Transaction, emit: Emit, raised: readonly Raised[]): Promise<void> {
  for (const departmentId of new Set(raised.map((one) => one.department_id))) {
    const [department] = await rows<{ name: string }>(tx, sql`select name from departments where id = ${departmentId}`);
    const supervisorIds = await listSupervisorIds(tx, departmentId);
    for (const one of raised.filter(({ department_id }) => department_id === departmentId)) {
      const { id: alertId, chat_id: chatId, cause, seq } = one;
      const push = { kind: "supervisor", chatId, seq, departmentId: null, waitSeconds: 0 } as const;
      await queuePushes(
        tx,
        supervisorIds.map((operatorId) => ({ ...push, operatorId })),
      );
      const data = { alertId, chatId, departmentName: department?.name ?? "", cause };
      for (const id of supervisorIds) emit({ channel: "operator", id, name: "supervisor.alerted", data });
    }
    emit({ channel: "department", id: departmentId, name: "board.changed", data: {} });
  }
}
