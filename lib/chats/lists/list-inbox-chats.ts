import { inArray, type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { idArray } from "@/lib/routing/roster";
import { type ChatCondition, type ChatListDto, type ChatListQuery, LIST_PAGE_MAX } from "./list-schemas";
import { isUnread, withOwnReads } from "./own-reads";
import { readListedChats } from "./read-listed-chats";
import { visibleDepartments } from "./visible-departments";

type Cursor = NonNullable<ChatListQuery["cursor"]>;

const activityAt = sql`coalesce(c.last_message_at, c.created_at)`;

/**
 * What each list is ordered by, newest first; `chats_open_idx` and `chats_closed_idx` are made for these words. Of the open
 * chats the index knows only in which five minutes each was last written to.
 */
export const ORDERS = {
  all: {
    at: activityAt,
    status: sql`c.status <> 'closed'`,
    order: sql`c.activity_period desc, ${activityAt} desc, c.id desc`,
    after: ({ at, id }: Cursor) =>
      sql`(c.activity_period, ${activityAt}, c.id) <
        (date_bin('5 minutes', ${at}::timestamptz, timestamptz 'epoch'), ${at}::timestamptz, ${id}::uuid)`,
  },
  closed: {
    at: sql`c.closed_at`,
    status: sql`c.status = 'closed' and c.spam_at is null`,
    order: sql`c.closed_at desc, c.id desc`,
    after: ({ at, id }: Cursor) => sql`(c.closed_at, c.id) < (${at}::timestamptz, ${id}::uuid)`,
  },
} as const;

export const CONDITIONS: Record<ChatCondition, SQL> = {
  waiting: sql`c.status = 'queued'`,
  active: sql`c.status = 'active' and c.held_at is null`,
  held: sql`c.held_at is not null and c.snoozed_until is null`,
  snoozed: sql`c.held_at is not null and c.snoozed_until is not null`,
};

/**
 * One page of the open or the closed chats of all departments that the operator sees, newest first. Each department's
 * index is read from the cursor on and the ends are merged, so a page costs the same however many chats there are.
 */
export async function listInboxChats(db: Db, actor: OperatorActor, query: ChatListQuery): Promise<ChatListDto> {
  const { list, department, cursor } = query;
  const limit = query.limit ?? LIST_PAGE_MAX;
  const { at, status, order, after } = ORDERS[list];
  const wanted = [
    status,
    query.status && CONDITIONS[query.status],
    query.unread && isUnread(actor.operatorId),
    query.unanswered && sql`c.awaiting_since is not null`,
    query.tags &&
      sql`exists (select from chat_tags g where g.chat_id = c.id and g.tag_id = any (${idArray(query.tags)}))`,
    cursor && after(cursor),
  ].filter((condition) => condition !== undefined);
  const read = query.unread
    ? sql`left join chat_reads r on r.chat_id = c.id and r.operator_id = ${actor.operatorId}`
    : sql``;
  const found = await rows<{ id: string; at: string }>(
    db,
    sql`select found.id, to_char(found.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
        from ${visibleDepartments(actor)} d cross join lateral (
          select c.id, ${at} as at from chats c ${read}
          where c.department_id = d.id and ${sql.join(wanted, sql` and `)}
          order by ${order} limit ${limit + 1}) found
        ${department ? sql`where d.id = ${department}` : sql``}
        order by found.at desc, found.id desc limit ${limit + 1}`,
  );
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return { chats: await readRows(db, actor, page), next: last ? `${last.at}_${last.id}` : null };
}

async function readRows(db: Db, actor: OperatorActor, page: readonly { id: string }[]) {
  if (page.length === 0) return [];
  const ids = page.map(({ id }) => id);
  const found = await withOwnReads(db, actor, await readListedChats(db, sql`where ${inArray(chats.id, ids)}`));
  const byId = new Map(found.map((chat) => [chat.id, chat]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
