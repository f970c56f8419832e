import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { type ChatCondition, type ChatCountsDto, CLOSED_COUNT_MAX } from "./list-schemas";
import { isUnread } from "./own-reads";
import { visibleDepartments } from "./visible-departments";

type Row = { department_id: string; condition: ChatCondition; unread: boolean; unanswered: boolean; count: number };

/**
 * How many chats of their departments an operator would find under each filter. Only open chats are counted one by one;
 * of the closed ones the index is read up to a bound.
 */
export async function countInboxChats(db: Db, actor: OperatorActor): Promise<ChatCountsDto> {
  const open = await rows<Row>(
    db,
    sql`select c.department_id,
          case when c.status = 'queued' then 'waiting' when c.held_at is null then 'active'
            when c.snoozed_until is null then 'held' else 'snoozed' end as condition,
          ${isUnread(actor.operatorId)} as unread,
          c.awaiting_since is not null as unanswered, count(*)::int as count
        from chats c left join chat_reads r on r.chat_id = c.id and r.operator_id = ${actor.operatorId}
        where c.status <> 'closed' and c.department_id in ${visibleDepartments(actor)}
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
  );
  const most = CLOSED_COUNT_MAX + 1;
  const [closed] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from (
          select from ${visibleDepartments(actor)} d cross join lateral (
            select from chats c where c.department_id = d.id and c.status = 'closed' and c.spam_at is null
            order by c.closed_at desc limit ${most}) found
          limit ${most}) counted`,
  );
  return {
    open: open.map(({ department_id, ...facet }) => ({ departmentId: department_id, ...facet })),
    closed: closed?.count ?? 0,
  };
}
