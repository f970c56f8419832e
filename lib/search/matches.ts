import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { SearchMatchDto } from "./schemas";
import { rangesOf, snippetOf } from "./snippets";

/** Matching entries of one chat that are shown; the others are only counted. */
const SHOWN_PER_CHAT = 3;
/** `search_words` makes blanks of both, so no text that is marked with them has them itself. */
const MARKS = ["\u0001", "\u0002"] as const;

type Row = {
  chat_id: string;
  seq: number;
  kind: string;
  sender_type: SearchMatchDto["by"];
  name: string | null;
  text: string;
  marked: string;
  at: string;
  total: number;
};

export type Matches = { shown: SearchMatchDto[]; count: number };

/** The newest entries of these chats for which `entry` holds, by chat, with what was found marked. */
export async function readMatches(
  db: Db,
  chatIds: readonly string[],
  entry: SQL | null,
  words: string | null,
): Promise<Map<string, Matches>> {
  const byChat = new Map<string, Matches>();
  if (chatIds.length === 0 || entry === null) return byChat;
  const options = `HighlightAll=true, StartSel="${MARKS[0]}", StopSel="${MARKS[1]}"`;
  const found = await rows<Row>(
    db,
    sql`select m.*, o.name, ts_headline('foyer', search_words(m.text), ${words}::tsquery, ${options}) as marked
        from jsonb_array_elements_text(${JSON.stringify(chatIds)}::jsonb) i (id) cross join lateral (
          select e.chat_id, e.seq, e.kind, e.sender_type, e.sender_id, coalesce(e.body, e.internal ->> 'note') as text,
            to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, (count(*) over ())::int as total
          from chat_events e where e.chat_id = i.id::uuid and ${entry}
          order by e.seq desc limit ${sql.raw(String(SHOWN_PER_CHAT))}) m
        left join operators o on o.id = m.sender_id and m.sender_type = 'operator'
        order by m.chat_id, m.seq desc`,
  );
  for (const row of found) {
    const matches = byChat.get(row.chat_id) ?? { shown: [], count: row.total };
    matches.shown.push(toMatch(row));
    byChat.set(row.chat_id, matches);
  }
  return byChat;
}

const toMatch = ({ seq, kind, sender_type, name, at, text, marked }: Row): SearchMatchDto => ({
  seq,
  kind: kind === "message" ? "message" : "note",
  by: sender_type,
  name,
  at,
  snippet: snippetOf(text, rangesOf(marked, text, MARKS) ?? []),
});
