import type { ChatEventDto } from "@/lib/chats/schemas";

/** What ends an offer; an entry that gives the chat to somebody ends it as well. */
const ENDS: readonly ChatEventDto["kind"][] = [
  "accepted",
  "taken_over",
  "declined",
  "claimed",
  "assigned",
  "reassigned",
  "requeued",
  "transferred",
  "closed",
];

/** The present offer of a chat as its timeline tells it: from whom, and with which note. Null when nothing is offered. */
export function offerIn(events: readonly ChatEventDto[]): { fromName: string; note: string } | null {
  const last = events.findLast(({ kind }) => kind === "offered" || ENDS.includes(kind));
  if (last?.kind !== "offered") return null;
  return { fromName: last.data.fromName ?? "", note: last.internal?.note ?? "" };
}
