import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { channels, chats, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { tagsOfChat } from "@/lib/tags/tags-of-chat";
import type { TimerKind } from "@/lib/timeouts/deadlines";
import type { ListedChatRow } from "../dto";
import { badge, offered, offeredDepartment } from "../queries";
import { type ListedChat, listedColumns } from "./listed-columns";

const chatColumns = Object.entries(listedColumns);
const instants = chatColumns.filter(([, column]) => column.dataType === "date").map(([name]) => name);
const as = (columns: [string, unknown][]) =>
  sql.join(
    columns.map(([name, column]) => sql`${column} as ${sql.identifier(name)}`),
    sql`, `,
  );

const shown = sql`${as(chatColumns)},
  ${badge.id} as d_id, ${badge.name} as d_name, ${badge.color} as d_color, ${badge.logoId} as d_logo,
  ${operators.name} as owner, ${channels.type} as channel_type, ${channels.name} as channel_name,
  ${offered.name} as offered_to, ${offeredDepartment.name} as offered_in,
  clocks.reassign_at, clocks.idle_warning_at, clocks.idle_close_at, clocks.offer_at, ${tagsOfChat} as tags`;

const clockOf = (kind: TimerKind) => sql`max(due_at) filter (where kind = ${sql.raw(`'${kind}'`)})`;

const besides = sql`
  join ${departments} on ${departments.id} = ${chats.departmentId}
  join ${channels} on ${channels.id} = ${chats.channelId}
  left join ${operators} on ${operators.id} = ${chats.operatorId}
  left join ${operators} offered on ${offered.id} = ${chats.offeredOperatorId}
  left join ${departments} offered_department on ${offeredDepartment.id} = ${chats.offeredDepartmentId}
  cross join lateral (
    select ${clockOf("reassign")} as reassign_at, ${clockOf("idle_warning")} as idle_warning_at,
           ${clockOf("idle_close")} as idle_close_at, ${clockOf("offer")} as offer_at
    from timers where timers.chat_id = ${chats.id}) clocks`;

type Row = Record<keyof ListedChat, unknown> & {
  d_id: string;
  d_name: string;
  d_color: string;
  d_logo: string | null;
  owner: string | null;
  channel_type: ListedChatRow["channel"]["type"];
  channel_name: string;
  offered_to: string | null;
  offered_in: string | null;
  reassign_at: string | null;
  idle_warning_at: string | null;
  idle_close_at: string | null;
  offer_at: string | null;
  tags: ListedChatRow["tags"];
};

/**
 * Many chats with what the inbox shows of each; `tail` says which, from `where` on. By hand, because a query builder takes
 * several times longer over the columns of fifty rows than the database does over reading them.
 */
export const readListedChats = async (db: Db, tail: SQL): Promise<ListedChatRow[]> =>
  (await rows<Row>(db, sql`select ${shown} from ${chats} ${besides} ${tail}`)).map(toListedChat);

/**
 * Several lists at one moment: of each its chats, in its order; `lists` are queries of one column, the chat's id. One
 * statement, because planning it takes longer than reading what a list has.
 */
export async function readChatLists<Name extends string>(
  db: Db,
  lists: Record<Name, SQL>,
): Promise<Record<Name, ListedChatRow[]>> {
  const entries = Object.entries<SQL>(lists);
  const ids = entries.map(
    ([name, query]) =>
      sql`select ${name}::text as list, id, place from unnest(array(${query})) with ordinality listed (id, place)`,
  );
  const found = await rows<Row & { list: Name }>(
    db,
    sql`select listed.list, ${shown} from (${sql.join(ids, sql` union all `)}) listed
        join ${chats} on ${chats.id} = listed.id ${besides}
        order by listed.list, listed.place`,
  );
  const result = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<Name, ListedChatRow[]>;
  for (const { list, ...row } of found) result[list].push(toListedChat(row));
  return result;
}

const instant = (text: string | null) => (text === null ? null : new Date(text));

function toListedChat(row: Row): ListedChatRow {
  return {
    chat: chatOf(row),
    department: { id: row.d_id, name: row.d_name, color: row.d_color, logoId: row.d_logo },
    ownerName: row.owner,
    channel: { type: row.channel_type, name: row.channel_name },
    offeredName: row.offered_to,
    offeredDepartmentName: row.offered_in,
    reassignAt: instant(row.reassign_at),
    idleWarningAt: instant(row.idle_warning_at),
    idleCloseAt: instant(row.idle_close_at),
    offerAt: instant(row.offer_at),
    tags: row.tags,
  };
}

/** The row itself, with its instants as such. The cast stands here because `listedColumns` says what was read. */
function chatOf(row: Record<string, unknown>): ListedChat {
  for (const name of instants) row[name] = instant(row[name] as string | null);
  return row as ListedChat;
}
