import { waitingChats } from "@/lib/inbox/chat-lists";
import type { InboxState } from "@/lib/inbox/inbox-state";

/**
 * Whether the queue is to sound again, and for which department. A waiting chat sounds every `repeatMs` until somebody
 * takes it or this operator reacts, by whatever they do in the inbox; a chat that comes after that begins anew.
 */
export class QueueLoop {
  /** Chats that the operator knows of: they did something while these waited. */
  #known = new Set<string>();
  #soundedAt = 0;

  /** The operator did something: they know what waits. */
  reacted(state: InboxState): void {
    this.#known = new Set(waitingChats(state).map(({ id }) => id));
  }

  /** Something sounded by itself just now: the next turn is a whole pause later. */
  sounded(now: number): void {
    this.#soundedAt = now;
  }

  /** The department of the longest waiting chat that is to sound now, or null. */
  due(state: InboxState, repeatMs: number, now: number): string | null {
    const waiting = waitingChats(state).filter(({ id }) => !this.#known.has(id));
    const [first] = waiting;
    if (!first || now - this.#soundedAt < repeatMs) return null;
    this.#soundedAt = now;
    return first.department.id;
  }
}
