import { eq, inArray, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import { databaseNow } from "@/lib/chats/lock-chat";
import { commit, type Door } from "@/lib/context";
import { DEFAULT_LOCALE, widgetLocaleOf } from "@/lib/i18n/locales";
import { VISITOR_MESSAGES } from "@/lib/i18n/visitor-messages";
import { log } from "@/lib/log";
import { getChatRules } from "@/lib/timeouts/arm-timers";
import { type Admission, getAdmissions } from "./admission";
import { type NoticeCause, noticeCause } from "./notice-rules";
import { idArray } from "./roster";

/** Chats that are read at once. */
const PAGE_MAX = 200;
/** Chats of one department that are told in one sweep; the next one tells the rest. */
const TOLD_MAX = 200;

type Candidate = {
  id: string;
  department_id: string;
  queued_since: string;
  waited_minutes: number;
  now_ms: number;
  is_overdue: boolean;
  notices: Record<string, string>;
};

/**
 * Tells visitors whom nobody can answer why, in their language and with the department's own text if it has one: once per chat and cause and 24 h. An answer
 * that came first cancels it. It is no reaction and moves no clock.
 */
export async function noticeWaiting(door: Door, departmentIds: readonly string[]): Promise<number> {
  if (departmentIds.length === 0) return 0;
  const found = await door.db
    .select()
    .from(departments)
    .where(inArray(departments.id, [...departmentIds]));
  const admissions = await readAdmissions(door.db, found);
  let noticed = 0;
  for (const department of found) {
    const admission = admissions.get(department.id);
    if (!admission) continue;
    noticed += await noticeDepartment(door, department, admission);
  }
  return noticed;
}

async function noticeDepartment(door: Door, { id, queueLimitMinutes }: Department, admission: Admission) {
  let noticed = 0;
  let page: Candidate[] = [];
  do {
    page = await listCandidates(door.db, id, page.at(-1));
    for (const candidate of page) {
      if (noticed >= TOLD_MAX) return noticed;
      const judge = (notices: Candidate["notices"]) => causeOf({ ...candidate, notices }, admission, queueLimitMinutes);
      if (judge(candidate.notices) && (await notice(door, candidate.id, judge, admission.opensAt))) noticed += 1;
    }
  } while (page.length === PAGE_MAX);
  return noticed;
}

type Department = typeof departments.$inferSelect;

/** One department whose stored hours nobody can read keeps no other from being told. */
async function readAdmissions(db: Db, wanted: readonly Department[]): Promise<Map<string, Admission>> {
  try {
    return await getAdmissions(db, wanted);
  } catch (error) {
    const [only, ...more] = wanted;
    if (more.length === 0) {
      log.error({ err: error, departmentId: only?.id }, "the state of a department cannot be told");
      return new Map();
    }
    const alone = [];
    for (const department of wanted) alone.push(...(await readAdmissions(db, [department])));
    return new Map(alone);
  }
}

const causeOf = (chat: Candidate, { state }: Admission, queueLimitMinutes: number | null) =>
  noticeCause({
    state,
    waitedMinutes: chat.waited_minutes,
    isOverdue: chat.is_overdue,
    queueLimitMinutes,
    toldAt: chat.notices,
    now: chat.now_ms,
  });

/** Whoever waits the longest comes first; the page after `last`. */
const listCandidates = (db: Db, departmentId: string, last?: Candidate) =>
  rows<Candidate>(
    db,
    sql`select id, department_id, queued_since::text as queued_since, notices, overdue_since is not null as is_overdue,
          (extract(epoch from now() - queued_since) / 60)::float8 as waited_minutes,
          (extract(epoch from now()) * 1000)::float8 as now_ms
        from chats
        where department_id = any (${idArray([departmentId])}) and (status = 'queued' or overdue_since is not null)
          ${last ? sql`and (queued_since, id) > (${last.queued_since}::timestamptz, ${last.id}::uuid)` : sql``}
        order by queued_since, id limit ${PAGE_MAX}`,
  );

type Judge = (notices: Candidate["notices"]) => NoticeCause | null;

/** Decided once more on the locked chat: somebody may have answered or taken it, or another sweep has told it. */
async function notice(door: Door, chatId: string, judge: Judge, opensAt: Date | null): Promise<boolean> {
  return commit(door, async (tx, emit) => {
    const [chat] = await tx.select().from(chats).where(eq(chats.id, chatId)).for("update");
    const cause = chat && judge(chat.notices);
    if (!chat?.awaitingSince || !cause) return false;
    if (chat.status !== "queued" && !(cause === "everyone_tried" && chat.overdueSince)) return false;
    const rules = await getChatRules(tx, chat);
    if (!rules.notice) return false;
    const { waiting } = VISITOR_MESSAGES[widgetLocaleOf(chat.locale) ?? DEFAULT_LOCALE];
    const text = rules.awayTexts[chat.locale]?.trim() || waiting[cause];
    const data = { cause, text, ...(opensAt && { opensAt: opensAt.toISOString() }) };
    const { chat: changed, event } = await appendEvent(
      tx,
      chat,
      { kind: "notice", senderType: "system", data },
      { notices: { ...chat.notices, [cause]: (await databaseNow(tx)).toISOString() } },
      rules,
    );
    await announce(tx, emit, changed, event);
    return true;
  });
}
