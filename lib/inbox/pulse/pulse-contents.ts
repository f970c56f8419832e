import { chatOf, isMine, myChats } from "@/lib/inbox/chat-lists";
import type { InboxState } from "@/lib/inbox/inbox-state";

/** Limits of one pulse, see `pulseInput`. */
export const PULSE_CHATS_MAX = 20;

/** What one pulse carries: chats to hear of, how far each of mine has arrived here, and how far any was read. */
export type PulseContents = { chatIds: string[]; delivered: Record<string, number>; read: Record<string, number> };

/**
 * The opened chat each time, the others in turn: one pulse has room for 20. `turn` counts the pulses; `missingId` is an
 * opened chat that the operator may not see.
 */
export function pulseContents(state: InboxState, missingId: string | null, turn: number): PulseContents {
  const { openedId } = state;
  const read: Record<string, number> = {};
  const mine = myChats(state);
  for (const [id, seq] of Object.entries(state.read)) {
    const chat = chatOf(state, id);
    if (!chat || chat.status === "closed" || Object.keys(read).length >= PULSE_CHATS_MAX) continue;
    const told = isMine(chat, state.operator.id) ? chat.readSeq : (chat.own?.readSeq ?? 0);
    if (seq > told) read[id] = seq;
  }
  const others = mine.map(({ id }) => id).filter((id) => id !== openedId);
  const room = PULSE_CHATS_MAX - (openedId ? 1 : 0);
  const from = others.length > room ? (turn * room) % others.length : 0;
  const chosen = [...others.slice(from), ...others.slice(0, from)].slice(0, room);
  const chatIds = openedId && missingId !== openedId ? [openedId, ...chosen] : chosen;
  const delivered = Object.fromEntries(
    mine.filter(({ id }) => chatIds.includes(id)).map(({ id, lastSeq }) => [id, lastSeq]),
  );
  return { chatIds, delivered, read };
}
