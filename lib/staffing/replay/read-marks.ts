import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { Mark } from "./marks";

/** Marks of the chats that a condition on legs `l` names, by chat and in their order. `ms`: a column as milliseconds. */
export async function readMarks(db: Db, legs: SQL, ms: (column: string) => SQL): Promise<Map<string, Mark[]>> {
  const found = await rows<Mark & { chatId: string }>(
    db,
    sql`select e.chat_id as "chatId", e.kind, ${ms("e.created_at")} as at, e.data->>'reason' as reason,
        case when e.kind = 'snoozed' then (select ${ms("m.created_at")} from chat_events m
          where m.chat_id = e.chat_id and m.seq > e.seq and m.kind = 'message' and m.sender_type = 'visitor'
          order by m.seq limit 1) end as "wroteAt"
      from (select distinct l.chat_id from legs l where ${legs}) c
      join chat_events e on e.chat_id = c.chat_id
        and e.kind in ('held', 'resumed', 'snoozed', 'unsnoozed', 'switched', 'overflow_offered')
      order by e.chat_id, e.seq`,
  );
  const marks = new Map<string, Mark[]>();
  for (const { chatId, ...mark } of found) {
    const known = marks.get(chatId);
    if (known) known.push(mark);
    else marks.set(chatId, [mark]);
  }
  return marks;
}
