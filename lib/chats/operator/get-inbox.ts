import { and, asc, count, desc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { chats, departmentMembers, departments, offlineMessages, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { alertSettingsOf } from "@/lib/alerts/rules";
import type { OperatorActor } from "@/lib/context";
import { countUnreadMentions } from "@/lib/notes/queries";
import { Roster } from "@/lib/routing/roster";
import { stateOf } from "@/lib/routing/states";
import { toBadgeDto, toInboxChatDto } from "../dto";
import type { InboxDto } from "../inbox-schemas";
import { withOwnReads } from "../lists/own-reads";
import { readListedChats } from "../lists/read-listed-chats";
import { badge, queueOrder } from "../queries";

const WAITING_MAX = 500;
const MINE_MAX = 200;

/** Everything that the inbox shows at first: own departments, their queue, own open chats and what is offered. */
export async function getInbox(db: Db, actor: OperatorActor): Promise<InboxDto> {
  const mine = await listOwnDepartments(db, actor);
  const ids = mine.map(({ id }) => id);
  const within = ids.length > 0 ? inArray(chats.departmentId, ids) : sql`false`;
  const queued = and(eq(chats.status, "queued"), within);
  const waiting = await readListedChats(
    db,
    sql`where ${queued} order by ${sql.join(queueOrder, sql`, `)} limit ${WAITING_MAX}`,
  );
  const waitingCount =
    waiting.length < WAITING_MAX
      ? waiting.length
      : ((await db.select({ chats: count() }).from(chats).where(queued))[0]?.chats ?? 0);
  const own = await readListedChats(
    db,
    sql`where ${and(eq(chats.operatorId, actor.operatorId), eq(chats.status, "active"))}
        order by ${desc(chats.lastMessageAt)} limit ${MINE_MAX}`,
  );
  const offers = await readListedChats(
    db,
    sql`where ${eq(chats.offeredOperatorId, actor.operatorId)} order by ${asc(chats.offeredAt)} limit ${MINE_MAX}`,
  );
  const open = ids.length > 0 ? inArray(offlineMessages.departmentId, ids) : sql`false`;
  const offlineCount = await db.$count(
    offlineMessages,
    and(isNull(offlineMessages.handledAt), isNull(offlineMessages.erasedAt), open),
  );
  return {
    operator: { ...(await getPresence(db, actor)), load: loadOf(own.map(({ chat }) => chat)) },
    departments: await withStates(db, mine),
    otherDepartments: await listOtherDepartments(db, actor, ids),
    waiting: await withOwnReads(db, actor, waiting),
    mine: own.map(toInboxChatDto),
    offers: offers.map(toInboxChatDto),
    offlineCount,
    unreadMentions: await countUnreadMentions(db, actor),
    waitingCount,
  };
}

const loadOf = (open: { weight: number; heldAt: Date | null }[]) =>
  open.reduce((sum, { weight, heldAt }) => sum + (heldAt ? 0 : weight), 0);

async function getPresence(db: Db, actor: OperatorActor) {
  const { intent, finishing, maxLoad, awayByMissesAt, alertSettings } = operators;
  const [me] = await db
    .select({ intent, finishing, maxLoad, awayByMissesAt, alertSettings })
    .from(operators)
    .where(eq(operators.id, actor.operatorId));
  return {
    id: actor.operatorId,
    name: actor.name,
    role: actor.role,
    intent: me?.intent ?? "offline",
    finishing: me?.finishing ?? false,
    maxLoad: me?.maxLoad ?? 0,
    awayByMissesAt: me?.awayByMissesAt?.toISOString() ?? null,
    alerts: alertSettingsOf(me?.alertSettings),
  };
}

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
  const roster = await Roster.read(
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
