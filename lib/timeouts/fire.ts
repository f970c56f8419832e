import { eq, sql } from "drizzle-orm";
import { departments } from "@/db/schema";
import { endChats, type Outcome } from "@/lib/chats/change-owner";
import { announce, announceAll } from "@/lib/chats/entries/announce";
import { appendEvent, appendEvents } from "@/lib/chats/entries/append-event";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { databaseNow } from "@/lib/chats/lock-chat";
import { endWithOfflineMessage } from "@/lib/chats/visitor/end-with-offline-message";
import { getAdmissions } from "@/lib/routing/admission";
import { takesOverflow } from "@/lib/routing/outlook";
import { isReachable } from "@/lib/routing/roster";
import { wake } from "@/lib/snooze/snooze-chat";
import { expireOffer } from "@/lib/transfers/end-offer";
import { armAll, type ChatRules } from "./arm-timers";
import { ASK_AGAIN_SECONDS, deadlinesOf, IDLE_WARNING_MS, type TimerKind } from "./deadlines";
import { reassignChats } from "./reassign-chats";
import { LATE_TICK_MS, type TickContext } from "./tick-context";

/** A deadline that a tick has found, with the locked chat and its rules. */
export type Due = { chat: ChatRow; rules: ChatRules; kind: TimerKind; lateMs: number };

/**
 * Does what due deadlines of different chats ask for, after looking once more whether they are due at all: a chat, its
 * rules or its clock may have changed since it was armed. The caller holds the locks of the chats.
 * Answers for how many anything was done but setting clocks.
 */
export async function fireTimers(out: Outcome, found: readonly Due[], context: TickContext): Promise<number> {
  const due: Due[] = [];
  const moved: Due[] = [];
  for (const one of found) {
    if (!isDue(one, context.now)) moved.push(one);
    else if (isLate(one) && (await isBlamedOnAbsence(out.tx, one))) await askAgain(out.tx, one.chat, one.kind);
    else due.push(one);
  }
  await armAll(out.tx, moved);
  const of = (kind: TimerKind) => due.filter((one) => one.kind === kind);
  const chatsOf = (kind: TimerKind) => of(kind).map(({ chat }) => chat);
  const idle = chatsOf("idle_close");
  const empty = chatsOf("never_wrote");
  // All operators whose rows this changes are locked together: in pieces, two ticks might wait for each other.
  const owners = [...idle, ...empty, ...chatsOf("offer")].flatMap(({ operatorId }) => operatorId ?? []);
  const unanswered = of("reassign").map((one) => ({ ...one, isLate: isLate(one) }));
  let fired = await reassignChats(out, unanswered, context, owners);
  fired += await warnIdle(out, of("idle_warning"));
  fired += (await endChats(out, idle, "idle")).length;
  fired += (await endChats(out, empty, "never_wrote")).length;
  for (const { chat, rules, kind } of due) {
    if (kind === "offer") await expireOffer(out, chat, rules);
    else if (kind === "snooze") await wake(out, chat, {});
    else if (kind === "abandoned") await endWithOfflineMessage(out, chat, "abandoned");
    else if (kind !== "overflow" || !(await offerOverflow(out, chat, rules))) continue;
    fired += 1;
  }
  return fired;
}

function isDue({ chat, rules, kind }: Due, now: Date): boolean {
  if (chat.status === "closed" || kind === "recheck") return false;
  const dueAt = deadlinesOf(chat, rules)[kind];
  return dueAt !== undefined && dueAt <= now;
}

const isLate = ({ lateMs }: Due) => lateMs > LATE_TICK_MS;

/**
 * Whether this deadline would end something because a person is not heard of. While the server was away nobody could be,
 * so a late tick gives their pulse a minute to come back.
 */
async function isBlamedOnAbsence(tx: Outcome["tx"], { chat, kind }: Due): Promise<boolean> {
  if (kind === "abandoned" || kind === "never_wrote") return true;
  return kind === "offer" && chat.operatorId !== null && !(await isReachable(tx, chat.operatorId));
}

async function warnIdle({ tx, emit }: Outcome, due: readonly Due[]): Promise<number> {
  if (due.length === 0) return 0;
  // The moment from which the minute of the warning counts, so that what it says is when the chat is closed.
  const at = await databaseNow(tx);
  const warned = await appendEvents(
    tx,
    due.map(({ chat, rules }) => {
      const onTime = chat.idleSince.getTime() + rules.closeIdleAfterMinutes * 60_000;
      const closeAt = new Date(Math.max(onTime, at.getTime() + IDLE_WARNING_MS));
      return {
        chat,
        event: { kind: "idle_warning", senderType: "system", data: { closeAt: closeAt.toISOString() } },
        change: { stamps: ["idleWarnedAt"] },
        rules,
      };
    }),
    at,
  );
  await announceAll(tx, emit, warned);
  return warned.length;
}

/** Asks the visitor whether to go to the other department, if somebody there could take them; else later. */
async function offerOverflow({ tx, emit }: Outcome, chat: ChatRow, rules: ChatRules): Promise<boolean> {
  const [target] = await tx
    .select()
    .from(departments)
    .where(eq(departments.id, rules.overflowDepartmentId ?? chat.departmentId));
  const isOffered = target && !target.hidden && !target.disabled && target.id !== chat.departmentId;
  const admission = isOffered ? (await getAdmissions(tx, [target])).get(target.id) : undefined;
  if (!target || !admission || !takesOverflow(admission)) {
    await askAgain(tx, chat, "overflow");
    return false;
  }
  const { chat: changed, event } = await appendEvent(
    tx,
    chat,
    {
      kind: "overflow_offered",
      senderType: "system",
      data: { departmentId: target.id, departmentName: target.name },
    },
    { stamps: ["overflowOfferedAt"] },
    rules,
  );
  await announce(tx, emit, changed, event);
  return true;
}

export const askAgain = (tx: Outcome["tx"], chat: ChatRow, kind: TimerKind, seconds = ASK_AGAIN_SECONDS) =>
  tx.execute(sql`update timers set due_at = now() + make_interval(secs => ${seconds})
    where chat_id = ${chat.id} and kind = ${kind}`);
