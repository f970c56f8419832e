import type { RunSql } from "../store";
import type { ChatRow, LegRow, Stored, TimelineRow } from "./judge";

/** What the three views tell of these chats. */
export async function readStored(runSql: RunSql, chatIds: readonly string[]): Promise<Stored> {
  if (chatIds.length === 0) return { timeline: [], chats: [], legs: [] };
  const where = `where chat_id in (${chatIds.map((id) => `'${id}'`).join(", ")})`;
  const timeline = await runSql<TimelineRow>(
    `select chat_id, seq, pub_seq, kind, sender_key, client_id from qa_timeline ${where}`,
  );
  const chats = await runSql<ChatRow>(`select chat_id, status, owner_id, last_seq from qa_chats ${where}`);
  const legs = await runSql<LegRow>(`select leg_id, chat_id, operator_id, from_seq, to_seq from qa_legs ${where}`);
  return { timeline, chats, legs };
}
