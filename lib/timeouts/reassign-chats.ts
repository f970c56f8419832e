import { eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type Outcome, returnToQueue } from "@/lib/chats/change-owner";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { isOpenAt, nextOpening } from "@/lib/hours/opening";
import { moveToNext, nameOf, noteMisses, requestOf } from "@/lib/routing/assign";
import { type LockedFacts, lockOperator, lockOperators, Roster } from "@/lib/routing/roster";
import { type Decision, decide, HOPS_MAX, type Request, whyNoCandidate } from "@/lib/routing/rules";
import { raiseEveryoneTried } from "@/lib/supervision/raise-alerts";
import { armTimers, type ChatRules } from "./arm-timers";
import type { TickContext } from "./tick-context";

/** Tries on fresh facts when somebody else has just taken the chosen operator's last slot. */
const TRIES = 3;
/** Pulses come back within this time after the server was away. */
const PULSES_BACK_SECONDS = 60;
const DAY_MS = 86_400_000;

/** A chat whose owner did not react in time; `isLate` when the tick itself is. */
export type Unanswered = { chat: ChatRow; rules: ChatRules; isLate: boolean };

/**
 * Owners did not react in time: each chat goes to somebody who has not tried it in this turn. With nobody else it stays
 * with an owner who can be reached, and is tried again at every change; from an owner who cannot, it goes back to the
 * queue with the waiting time that it has. `otherOperatorIds` are locked with those who are needed here.
 * Answers for how many chats something was done.
 */
export async function reassignChats(
  out: Outcome,
  due: readonly Unanswered[],
  { now }: TickContext,
  otherOperatorIds: readonly string[],
): Promise<number> {
  const inHours = due.filter(({ chat, rules }) => chat.operatorId && isOpenAt(rules.schedule, now));
  for (const { chat, rules } of due) if (!isOpenAt(rules.schedule, now)) await waitForOpening(out.tx, chat, rules, now);
  const roster = await Roster.read(out.tx, [...new Set(inHours.map(({ chat }) => chat.departmentId))]);
  // In pieces, two ticks might wait for each other: owners who keep or lose a chat are among them, too.
  const concerned = [...otherOperatorIds, ...inHours.flatMap(({ chat }) => chat.operatorId ?? [])];
  if (inHours.length === 0) await lockOperators(out.tx, [...new Set(concerned)]);
  let fired = 0;
  let left = inHours;
  const nobody: Unanswered[] = [];
  for (let attempt = 0; attempt < TRIES && left.length > 0; attempt++) {
    const planned = left.map((one) => ({ ...one, ...plan(roster, one, now) }));
    nobody.push(...planned.filter(({ decision }) => !decision?.chosen));
    const { moves, refused } = await confirm(out.tx, planned, attempt === 0 ? concerned : []);
    for (const { decision } of refused) if (decision.chosen) roster.noteGone(decision.chosen.operatorId);
    await moveToNext(out, moves);
    fired += moves.length;
    left = refused;
  }
  for (const one of [...nobody, ...left]) if (await stay(out, one, roster, now)) fired += 1;
  return fired;
}

/** Decided on what the roster says, which takes note of it: the next chat of this tick sees the load. */
function plan(roster: Roster, { chat, rules }: Unanswered, now: Date) {
  const request = requestOf(chat, { channelType: rules.channelType, strategy: strategyFor(rules) });
  const decision = chat.hops < HOPS_MAX ? decide(roster.of(chat.departmentId), request) : null;
  if (decision?.chosen) roster.noteAssigned(decision.chosen.operatorId, chat.weight, now);
  return { request, decision };
}

type Planned = Unanswered & { request: Request; decision: Decision | null };

/** Asked once more on the locked rows of all operators concerned: whoever is Away, gone or full by now takes nothing. */
async function confirm(tx: Transaction, planned: readonly Planned[], otherOperatorIds: readonly string[]) {
  const chosen = planned.flatMap(({ decision, ...one }) => (decision?.chosen ? [{ ...one, decision }] : []));
  const ids = chosen.flatMap(({ decision, chat }) => [decision.chosen?.operatorId, chat.operatorId]);
  const locked = await lockOperators(tx, [...new Set([...ids, ...otherOperatorIds].filter((id) => id != null))]);
  const moves: typeof chosen = [];
  const refused: typeof chosen = [];
  for (const one of chosen) {
    const { decision, request, chat, rules } = one;
    const facts = locked.get(decision.chosen?.operatorId ?? "");
    const isFree = facts && whyNoCandidate({ ...facts, line: decision.chosen?.line ?? 1 }, request) === null;
    (isFree ? moves : refused).push(one);
    const owner = locked.get(chat.operatorId ?? "");
    if (!isFree) continue;
    locked.set(facts.operatorId, { ...facts, load: facts.load + chat.weight, openChats: facts.openChats + 1 });
    if (owner) locked.set(owner.operatorId, missing(owner, rules.missesUntilAway));
  }
  return { moves, refused };
}

/** What one more miss makes of somebody: the next chat of this tick does not go to who has just become Away. */
const missing = (owner: LockedFacts, missesUntilAway: number): LockedFacts => ({
  ...owner,
  misses: owner.misses + 1,
  intent: owner.intent === "online" && owner.misses + 1 >= missesUntilAway ? "away" : owner.intent,
});

async function waitForOpening(tx: Transaction, { id }: ChatRow, { schedule }: ChatRules, now: Date): Promise<void> {
  const opensAt = nextOpening(schedule, now) ?? new Date(now.getTime() + DAY_MS);
  await tx.execute(sql`update timers set due_at = ${opensAt.toISOString()}::timestamptz
    where chat_id = ${id} and kind = 'reassign'`);
}

/** Nobody else takes it. */
async function stay(out: Outcome, { chat, rules, isLate }: Unanswered, roster: Roster, now: Date): Promise<boolean> {
  const { tx } = out;
  if (!chat.operatorId) return false;
  const members = roster.of(chat.departmentId);
  // Whoever accepted it, or was offered it, may be no member of its department.
  const owner =
    members.find(({ operatorId }) => operatorId === chat.operatorId) ?? (await lockOperator(tx, chat.operatorId));
  if (owner?.isActive && owner.isReachable) return keepWithOwner(out, chat, rules, now);
  if (isLate) {
    await tx.execute(sql`update timers set due_at = now() + make_interval(secs => ${PULSES_BACK_SECONDS})
      where chat_id = ${chat.id} and kind = 'reassign'`);
    return false;
  }
  await backToQueue(out, chat, rules, chat.operatorId);
  return true;
}

/** Where people accept by themselves, a chat that nobody reacts to is still moved by the usual steps. */
const strategyFor = ({ strategy }: ChatRules) => (strategy === "manual" ? "automatic" : strategy);

/** Once per owner and turn the department's supervisors hear of it; the next answer or assignment ends it. */
async function keepWithOwner(out: Outcome, chat: ChatRow, rules: ChatRules, now: Date): Promise<true> {
  const { tx, emit } = out;
  if (await wereAlerted(tx, chat)) {
    const [overdue] = await tx.update(chats).set({ overdueSince: now }).where(eq(chats.id, chat.id)).returning();
    if (overdue) await armTimers(tx, overdue, rules);
    return true;
  }
  const { chat: changed, event } = await appendEvent(
    tx,
    chat,
    { kind: "alerted", senderType: "system", data: { cause: "everyone_tried" }, isInternal: true },
    { stamps: ["overdueSince"] },
    rules,
  );
  await announce(tx, emit, changed, event);
  await raiseEveryoneTried(tx, emit, chat.id);
  return true;
}

/** "I'm on it" gives an owner one more period, but the supervisors no second alarm. */
async function wereAlerted(tx: Transaction, { id }: ChatRow): Promise<boolean> {
  const [row] = await rows<{ were: boolean }>(
    tx,
    sql`select exists (select 1 from chat_events e where e.chat_id = ${id} and e.kind = 'alerted'
          and e.seq > (select from_seq from legs l where l.chat_id = e.chat_id and l.released_at is null)
          and not exists (select 1 from chat_events a where a.chat_id = e.chat_id and a.seq > e.seq
            and a.kind = 'message' and a.sender_type = 'operator')) as were`,
  );
  return row?.were ?? false;
}

async function backToQueue(out: Outcome, chat: ChatRow, rules: ChatRules, ownerId: string): Promise<void> {
  const fromName = await nameOf(out.tx, ownerId);
  await returnToQueue(out, chat, {
    kind: "requeued",
    data: { reason: "unreachable", fromName, fromId: ownerId },
    legEnd: "missed",
    change: { hops: chat.hops + 1 },
  });
  await noteMisses(out, [{ operatorId: ownerId, missesUntilAway: rules.missesUntilAway }]);
}
