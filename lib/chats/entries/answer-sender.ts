import type { Db } from "@/db/types";
import { type EventRow, type Side, toEventDto } from "../dto";
import { EVENTS_PAGE_MAX } from "../input-schemas";
import { listEventsAfter } from "../list-events";
import type { ChatEventDto } from "../schemas";

/** The stored entry, and what the sender had not seen before it. `created` is false for a repeated request. */
export type SentEntry = { event: ChatEventDto; missed: ChatEventDto[]; created: boolean };

/** What a sender is told of their own entry; `after` is the last number that they had. */
export async function answerSender(
  db: Db,
  side: Side,
  row: EventRow,
  { after }: { after?: number | undefined },
  created: boolean,
): Promise<SentEntry> {
  const event = toEventDto(row, side);
  if (!event) throw new Error("a sender cannot see their own entry");
  if (after === undefined || after >= event.prev) return { event, missed: [], created };
  const rows = await listEventsAfter(db, side, row.chatId, after, EVENTS_PAGE_MAX);
  const missed = rows.flatMap((missedRow) => toEventDto(missedRow, side) ?? []).filter(({ seq }) => seq < event.seq);
  return { event, missed, created };
}
