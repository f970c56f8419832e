import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";
import type { Ledger } from "./sender";

/** Everything here must be 0. */
export type Verdict = {
  /** Acknowledged, and not stored as acknowledged. */
  lost: number;
  /** More than one row for a (chat, sender, clientId). */
  doubled: number;
  /** Stored, and never sent. */
  phantom: number;
  /** Chats whose seq or pubSeq is not 1..n, or whose row says another last number. */
  holes: number;
  /** Chats with more than one open leg, or with an owner and no open leg of theirs. */
  owners: number;
  refused: number;
};

type Stored = { chat_id: string; seq: number; client_id: string | null };

/** Compares what senders were promised with what the views say; needs the database for itself. */
export async function check(db: Database, ledger: Ledger): Promise<Verdict> {
  const stored = await rows<Stored>(
    db,
    sql`select chat_id, seq, client_id from qa_timeline where client_id is not null`,
  );
  const byClientId = new Map(stored.map((row) => [row.client_id, row]));
  const lost = ledger.acknowledged.filter(({ clientId, chatId, seq }) => {
    const row = byClientId.get(clientId);
    return !row || row.chat_id !== chatId || Number(row.seq) !== seq;
  });
  const count = async (query: ReturnType<typeof sql>) =>
    Number((await rows<{ n: number }>(db, query))[0]?.n ?? Number.NaN);
  return {
    lost: lost.length,
    doubled: await count(sql`select count(*) as n from (
      select 1 from qa_timeline where client_id is not null group by chat_id, sender_key, client_id having count(*) > 1) d`),
    phantom: stored.filter(({ client_id }) => client_id !== null && !ledger.sent.has(client_id)).length,
    holes: await count(sql`select count(*) as n from (
      select c.chat_id from qa_chats c join qa_timeline t using (chat_id) group by c.chat_id, c.last_seq
      having count(*) <> max(t.seq) or min(t.seq) <> 1 or max(t.seq) <> c.last_seq
        or count(t.pub_seq) <> max(t.pub_seq) or count(distinct t.pub_seq) <> count(t.pub_seq)) h`),
    owners: await count(sql`select count(*) as n from (
      select c.chat_id from qa_chats c left join qa_legs l on l.chat_id = c.chat_id and l.to_seq is null
      group by c.chat_id, c.owner_id, c.status
      having count(l.leg_id) <> case when c.status = 'closed' then 0 else 1 end
        or (c.owner_id is not null and c.owner_id is distinct from (array_agg(l.operator_id))[1])) o`),
    refused: ledger.refusals.length,
  };
}
