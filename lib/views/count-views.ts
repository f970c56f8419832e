import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { CONDITIONS, ORDERS } from "@/lib/chats/lists/list-inbox-chats";
import { isUnread } from "@/lib/chats/lists/own-reads";
import { visibleDepartments } from "@/lib/chats/lists/visible-departments";
import type { OperatorActor } from "@/lib/context";
import { idArray } from "@/lib/routing/roster";
import { listViews } from "./queries";
import { COUNTED_VIEWS_MAX, isCountedApart, VIEW_COUNT_MAX } from "./rules";
import type { ViewDto } from "./schemas";

/**
 * How many chats those views show that the counts of the inbox do not tell: by the view's id, and no further than
 * `VIEW_COUNT_MAX + 1`, because every open inbox asks every few seconds.
 */
export async function countViews(db: Db, actor: OperatorActor): Promise<Record<string, number>> {
  const views = (await listViews(db, actor)).filter(({ query }) => isCountedApart(query)).slice(0, COUNTED_VIEWS_MAX);
  if (views.length === 0) return {};
  const found = await rows<{ id: string; count: number }>(
    db,
    sql.join(
      views.map((view) => countSql(actor, view)),
      sql` union all `,
    ),
  );
  return Object.fromEntries(found.map(({ id, count }) => [id, count]));
}

function countSql(actor: OperatorActor, { id, query }: ViewDto) {
  const { tab, departmentId, status, unread, unanswered, tagIds } = query;
  const isOpen = tab === "all";
  const wanted = [
    ORDERS[isOpen ? "all" : "closed"].status,
    sql`c.department_id in ${visibleDepartments(actor)}`,
    departmentId && sql`c.department_id = ${departmentId}`,
    isOpen && status && CONDITIONS[status],
    isOpen && unread && isUnread(actor.operatorId),
    isOpen && unanswered && sql`c.awaiting_since is not null`,
    tagIds.length > 0 && sql`c.id in (select g.chat_id from chat_tags g where g.tag_id = any (${idArray(tagIds)}))`,
  ].filter((condition) => typeof condition === "object" && condition !== null);
  return sql`select ${id}::uuid as id, (select count(*)::int from (
      select from chats c left join chat_reads r on r.chat_id = c.id and r.operator_id = ${actor.operatorId}
      where ${sql.join(wanted, sql` and `)} limit ${VIEW_COUNT_MAX + 1}) counted) as count`;
}
