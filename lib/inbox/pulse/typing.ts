/** Somebody who pressed no key for this long is not typing any more. */
export const TYPING_MS = 5000;
/** While somebody types, the server hears of it at most this often. */
export const TYPING_TOLD_EVERY_MS = 5000;

/** In which chat an operator is typing. Instants are milliseconds of one clock. */
export class Typing {
  #chatId: string | null = null;
  #typedAt = 0;
  #toldId: string | null = null;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** A key was pressed; true when the server should hear of it soon. */
  typed(chatId: string, now: number): boolean {
    this.#chatId = chatId;
    this.#typedAt = now;
    return this.#toldId !== chatId || now - this.#toldAt >= TYPING_TOLD_EVERY_MS;
  }

  /** The text was sent or thrown away. */
  ended(chatId: string): void {
    if (this.#chatId === chatId) this.#chatId = null;
  }

  /** For a pulse that goes out now: the chat in which somebody types, or null. */
  tell(now: number): string | null {
    const chatId = now - this.#typedAt <= TYPING_MS ? this.#chatId : null;
    if (chatId !== null) {
      this.#toldId = chatId;
      this.#toldAt = now;
    }
    return chatId;
  }
}
