import { and, eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import { commit, type Door } from "@/lib/context";
import { getChatRules } from "@/lib/timeouts/arm-timers";
import { assignQueued, isStillCandidate, moveToNext, requestOf } from "./assign";
import { idArray, Roster } from "./roster";
import { type Decision, decide, HOPS_MAX, type Request, type Strategy } from "./rules";

/** Chats of one department that are looked at in one pass; the next pass takes the rest. */
const PASS_MAX = 500;
/** Passes of one call: each begins with fresh facts, because somebody else changed what the last one saw. */
const PASSES_MAX = 20;

type Waiting = {
  id: string;
  department_id: string;
  status: "queued" | "active";
  weight: number;
  channel_type: string;
  strategy: Strategy;
  operator_id: string | null;
  preferred_operator_id: string | null;
  returning_id: string | null;
  tried_operator_ids: string[];
};

export type Distribution = { assigned: number; reassigned: number };

/**
 * Gives the waiting chats of some departments to operators, the longest waiting of all first, for as long as anybody can
 * take one; chats that wait for a reaction and could not be moved are tried again. Every assignment is a transaction of
 * its own, decided once more on the locked rows: two distributions at once assign no chat twice and exceed no load.
 */
export async function distribute(door: Door, departmentIds: readonly string[]): Promise<Distribution> {
  const done: Distribution = { assigned: 0, reassigned: 0 };
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const roster = await Roster.read(door.db, departmentIds);
    const withSlots = departmentIds.filter((id) => roster.hasSlot(id));
    const waiting = await listWaiting(door.db, withSlots);
    const isAtEnd = await onePass(door, roster, waiting, done);
    if (isAtEnd) break;
  }
  return done;
}

/**
 * True when everything that could be assigned was; false when the facts were stale, there is more than one pass, or a
 * chat moved on: its former owner has a slot again, which the facts of this pass do not know.
 */
async function onePass(door: Door, roster: Roster, waiting: Waiting[], done: Distribution): Promise<boolean> {
  const { reassigned } = done;
  let assigned = 0;
  for (const chat of waiting) {
    // Slots run out in the middle of a long queue: nothing more to decide for this department.
    if (!roster.hasSlot(chat.department_id)) continue;
    const decision = decide(roster.of(chat.department_id), toRequest(chat));
    if (!decision.chosen) continue;
    const at = await (chat.status === "queued" ? assignOne : moveOne)(door, chat, decision);
    if (!at) return false;
    roster.noteAssigned(decision.chosen.operatorId, chat.weight, at);
    assigned += 1;
    if (chat.status === "queued") done.assigned += 1;
    else done.reassigned += 1;
  }
  return done.reassigned === reassigned && (assigned === 0 || waiting.length < PASS_MAX);
}

const toRequest = (chat: Waiting): Request => ({
  weight: chat.weight,
  channelType: chat.channel_type,
  // Where people accept by themselves, a chat that nobody reacts to is still moved by the usual steps.
  strategy: chat.status === "active" && chat.strategy === "manual" ? "automatic" : chat.strategy,
  preferredId: chat.preferred_operator_id,
  returningId: chat.returning_id,
  ownerId: chat.operator_id,
  triedIds: chat.tried_operator_ids,
});

/**
 * Null when the facts of the decision do not hold any more, such as when the visitor has gone to another department;
 * else when it was assigned.
 */
function assignOne(door: Door, waiting: Waiting, decision: Decision): Promise<Date | null> {
  return commit(door, async (tx, emit, touch) => {
    const chat = await lock(tx, waiting);
    if (chat?.status !== "queued") return null;
    if (!(await isStillCandidate(tx, decision, requestOf(chat, toRequest(waiting))))) return null;
    return (await assignQueued({ tx, emit, touch }, chat, decision)).event.createdAt;
  });
}

function moveOne(door: Door, waiting: Waiting, decision: Decision): Promise<Date | null> {
  return commit(door, async (tx, emit, touch) => {
    const chat = await lock(tx, waiting);
    if (!chat?.overdueSince || chat.hops >= HOPS_MAX) return null;
    if (!(await isStillCandidate(tx, decision, requestOf(chat, toRequest(waiting))))) return null;
    const rules = await getChatRules(tx, chat);
    const [moved] = await moveToNext({ tx, emit, touch }, [{ chat, decision, rules }]);
    return moved?.event.createdAt ?? null;
  });
}

/** The decision was made among the operators of one department: nothing is found when the chat has left it. */
async function lock(tx: Transaction, { id, department_id }: Waiting) {
  const [chat] = await tx
    .select()
    .from(chats)
    .where(and(eq(chats.id, id), eq(chats.departmentId, department_id)))
    .for("update");
  return chat;
}

/**
 * What waits in these departments: queues in their order, and chats whose reassignment was due. Each department's part
 * is bounded, so that a long queue hides no other.
 */
async function listWaiting(db: Db, departmentIds: readonly string[]): Promise<Waiting[]> {
  if (departmentIds.length === 0) return [];
  return rows<Waiting>(
    db,
    sql`select w.id, w.department_id, w.status, w.weight, ch.type as channel_type, d.strategy, w.operator_id,
          w.preferred_operator_id, w.tried_operator_ids,
          case when d.returning_visitor_days is not null then (
            select p.operator_id from chats p
            where p.visitor_id = w.visitor_id and p.department_id = w.department_id and p.id <> w.id
              and p.operator_id is not null
              and coalesce(p.closed_at, now()) > now() - make_interval(days => d.returning_visitor_days)
            order by p.created_at desc limit 1) end as returning_id
        from unnest(${idArray(departmentIds)}) as wanted (id)
        join departments d on d.id = wanted.id
        cross join lateral (
          (select * from chats c where c.status = 'queued' and c.department_id = d.id and d.strategy <> 'manual'
            order by c.priority desc, c.queued_since, c.id limit ${PASS_MAX})
          union all
          (select * from chats c where c.overdue_since is not null and c.department_id = d.id and c.held_at is null
              and c.hops < ${HOPS_MAX}
            order by c.overdue_since limit ${PASS_MAX})) w
        join channels ch on ch.id = w.channel_id
        order by w.priority desc, w.queued_since, w.id`,
  );
}
