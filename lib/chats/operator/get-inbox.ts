import { and, asc, desc, eq, isNull, notInArray, sql } from "drizzle-orm";
import { opaque } from "@/db/opaque";
import { chats, departmentMembers, departments, offlineMessages, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { alertSettingsOf } from "@/lib/alerts/rules";
import type { OperatorActor } from "@/lib/context";
import { unreadMentions } from "@/lib/notes/queries";
import { anyOf, Roster } from "@/lib/routing/roster";
import { stateOf } from "@/lib/routing/states";
import { toBadgeDto, toInboxChatDto } from "../dto";
import { hasStatus } from "../has-status";
import type { InboxDto } from "../inbox-schemas";
import { withOwnReads } from "../lists/own-reads";
import { readChatLists } from "../lists/read-listed-chats";
import { badge, queueOrder } from "../queries";

const WAITING_MAX = 500;
const MINE_MAX = 200;

/**
 * Everything that the inbox shows at first: own departments, their queue, own open chats and what is offered. What does not
 * rest on each other is asked for at once: on Postgres each has a connection of its own.
 */
export async function getInbox(db: Db, actor: OperatorActor): Promise<InboxDto> {
  const mine = await listOwnDepartments(db, actor);
  const ids = mine.map(({ id }) => id);
  const [{ presence, counts }, departments, otherDepartments, lists] = await Promise.all([
    getOwn(db, actor, ids),
    withStates(db, mine),
    listOtherDepartments(db, actor, ids),
    readLists(db, actor, ids),
  ]);
  const { own, ...listed } = lists;
  return {
    operator: { ...presence, load: loadOf(own.map(({ chat }) => chat)) },
    departments,
    otherDepartments,
    mine: own.map(toInboxChatDto),
    ...listed,
    ...counts,
  };
}

async function readLists(db: Db, actor: OperatorActor, departmentIds: readonly string[]) {
  const queued = and(hasStatus("queued"), eq(chats.departmentId, sql`any (${anyOf(departmentIds)})`));
  const me = opaque(sql`${actor.operatorId}::uuid`);
  const { waiting, own, offers } = await readChatLists(db, {
    waiting: sql`select ${chats.id} from ${chats} where ${queued}
                 order by ${sql.join(queueOrder, sql`, `)} limit ${sql.raw(String(WAITING_MAX))}`,
    own: sql`select ${chats.id} from ${chats}
             where ${and(eq(chats.operatorId, me), hasStatus("active"))}
             order by ${desc(chats.lastMessageAt)} limit ${sql.raw(String(MINE_MAX))}`,
    offers: sql`select ${chats.id} from ${chats} where ${eq(chats.offeredOperatorId, me)}
                order by ${asc(chats.offeredAt)} limit ${sql.raw(String(MINE_MAX))}`,
  });
  return {
    own,
    offers: offers.map(toInboxChatDto),
    waiting: await withOwnReads(db, actor, waiting),
    waitingCount: waiting.length < WAITING_MAX ? waiting.length : await db.$count(chats, queued),
  };
}

const loadOf = (open: { weight: number; heldAt: Date | null }[]) =>
  open.reduce((sum, { weight, heldAt }) => sum + (heldAt ? 0 : weight), 0);

/** Their own row, and what waits for them outside of chats; one statement, because each has a price beside what it reads. */
async function getOwn(db: Db, actor: OperatorActor, departmentIds: readonly string[]) {
  const { intent, finishing, maxLoad, awayByMissesAt, alertSettings } = operators;
  const [me] = await db
    .select({
      ...{ intent, finishing, maxLoad, awayByMissesAt, alertSettings },
      offlineCount: db.$count(offlineMessages, isOpenMessage(departmentIds)),
      unreadMentions: sql`(${unreadMentions(db, actor)})`.mapWith(Number),
    })
    .from(operators)
    .where(eq(operators.id, actor.operatorId));
  const presence = {
    id: actor.operatorId,
    name: actor.name,
    role: actor.role,
    intent: me?.intent ?? "offline",
    finishing: me?.finishing ?? false,
    maxLoad: me?.maxLoad ?? 0,
    awayByMissesAt: me?.awayByMissesAt?.toISOString() ?? null,
    alerts: alertSettingsOf(me?.alertSettings),
  };
  const counts = { offlineCount: me?.offlineCount ?? 0, unreadMentions: me?.unreadMentions ?? 0 };
  return { presence, counts };
}

const isOpenMessage = (departmentIds: readonly string[]) =>
  and(
    isNull(offlineMessages.handledAt),
    isNull(offlineMessages.erasedAt),
    eq(offlineMessages.departmentId, sql`any (${anyOf(departmentIds)})`),
  );

const schedule = { timeZone: departments.timeZone, hours: departments.hours, holidays: departments.holidays };

const listOwnDepartments = (db: Db, actor: OperatorActor) =>
  db
    .select({
      ...badge,
      ...schedule,
      hidden: departments.hidden,
      disabled: departments.disabled,
      strategy: departments.strategy,
      requiresTag: departments.requiresTag,
      tone: departments.tone,
      now: sql`now()`.mapWith(departments.createdAt),
    })
    .from(departments)
    .innerJoin(departmentMembers, eq(departmentMembers.departmentId, departments.id))
    .where(eq(departmentMembers.operatorId, actor.operatorId))
    .orderBy(asc(departments.position), sql`lower(${departments.name})`);

/** Those of whose chats only an admin hears without being a member. */
async function listOtherDepartments(db: Db, { role }: OperatorActor, ownIds: readonly string[]) {
  if (role !== "admin") return [];
  const others = await db
    .select(badge)
    .from(departments)
    .where(ownIds.length > 0 ? notInArray(departments.id, [...ownIds]) : undefined)
    .orderBy(asc(departments.position), sql`lower(${departments.name})`);
  return others.map(toBadgeDto);
}

async function withStates(db: Db, mine: Awaited<ReturnType<typeof listOwnDepartments>>) {
  const roster = await Roster.readAvailable(
    db,
    mine.map(({ id }) => id),
  );
  return mine.map((row) => ({
    ...toBadgeDto(row),
    hidden: row.hidden,
    disabled: row.disabled,
    strategy: row.strategy,
    requiresTag: row.requiresTag,
    tone: row.tone,
    state: stateOf(row, roster.of(row.id), row.now),
  }));
}
