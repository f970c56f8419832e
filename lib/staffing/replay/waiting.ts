import type { LiveChat } from "./live-chat";

/** By the order in which the product looks at what waits: urgent first, then who has waited the longest. */
export const byPlace = (one: LiveChat, other: LiveChat): number =>
  other.chat.priority - one.chat.priority ||
  one.queuedSince - other.queuedSince ||
  (one.chat.id < other.chat.id ? -1 : one.chat.id > other.chat.id ? 1 : 0);

/** What waits in one department: its queue, and chats whose owner has not reacted and that nobody else could take yet. */
export class WaitingList {
  readonly #chats: LiveChat[] = [];

  at(index: number): LiveChat | undefined {
    return this.#chats[index];
  }

  add(chat: LiveChat): void {
    this.#chats.splice(this.#placeOf(chat), 0, chat);
  }

  remove(chat: LiveChat): void {
    const index = this.#placeOf(chat);
    if (this.#chats[index] === chat) this.#chats.splice(index, 1);
  }

  overdueOf(ownerId: string): LiveChat[] {
    return this.#chats.filter(({ owner, isOverdue }) => isOverdue && owner?.id === ownerId);
  }

  #placeOf(chat: LiveChat): number {
    let [low, high] = [0, this.#chats.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#chats[middle];
      if (other && byPlace(other, chat) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
