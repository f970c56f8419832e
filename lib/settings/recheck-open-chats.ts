import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/types";

/**
 * Makes the next tick set the clocks of open chats anew, because the rules that they follow are changed in this
 * transaction: of all chats, or of those of one department or one channel.
 *
 * Call it before the transaction locks anything that commands on chats lock as well, such as a department: they lock the
 * chat first, and in the other order one of the two would die by a deadlock.
 */
export async function recheckOpenChats(
  tx: Transaction,
  {
    departmentId,
    channelId,
  }: { departmentId: string; channelId?: never } | { departmentId?: never; channelId?: string } = {},
): Promise<void> {
  const ofDepartment = departmentId ? sql`and department_id = ${departmentId}` : sql``;
  const ofChannel = channelId ? sql`and channel_id = ${channelId}` : sql``;
  // Each status by its own partial index: closed chats are never looked at. The chats are locked, in the order of their
  // ids and before their clocks, because whoever changes a chat's clocks holds the chat.
  await tx.execute(sql`
    with open as materialized (
      select id from chats
      where id in (
        select id from chats where status = 'queued' ${ofDepartment} ${ofChannel}
        union all
        select id from chats where status = 'active' ${ofDepartment} ${ofChannel}
      ) and status <> 'closed'
      order by id for key share
    )
    insert into timers (chat_id, kind, due_at) select id, 'recheck', now() from open order by id
    on conflict (chat_id, kind) do update set due_at = excluded.due_at`);
}
