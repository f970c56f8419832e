import { OVERTAKEN_MS, SHOWN_MS, TELL_EVERY_MS } from "@/lib/chats/pulse/typing-rules";
import type { TypingInput } from "@/lib/chats/pulse/typing-schemas";
import type { ChatEventDto, InboxChatDto } from "@/lib/chats/schemas";
import { Typing } from "./typing";

/**
 * Typing in the chats of one tab, both ways: the others are told that the operator types, and which visitors type is kept
 * for as long as it is shown. What the pulse tells the server about it is the base class.
 */
export class ChatTyping extends Typing {
  readonly #post: (chatId: string, as: TypingInput["as"]) => unknown;
  readonly #toldAt = new Map<string, number>();
  /** Visitors who type, with what ends the sign of it. */
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** The newest message of each chat's visitor, and when it was first heard of. */
  readonly #messages = new Map<string, { seq: number; at: number }>();
  readonly #listeners = new Set<() => void>();

  constructor(post: (chatId: string, as: TypingInput["as"]) => unknown) {
    super();
    this.#post = post;
  }

  override typed(chatId: string, now: number): boolean {
    this.#say(chatId, "reply", now);
    return super.typed(chatId, now);
  }

  /** A key was pressed in a note: colleagues hear it, and no clock waits for it. */
  typedNote(chatId: string, now: number): void {
    this.#say(chatId, "note", now);
  }

  #say(chatId: string, as: TypingInput["as"], now: number): void {
    if (now - (this.#toldAt.get(chatId) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY_MS) return;
    this.#toldAt.set(chatId, now);
    this.#post(chatId, as);
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly isVisitorTyping = (chatId: string): boolean => this.#timers.has(chatId);

  /** The visitor of a chat types. */
  heard(chatId: string, now = Date.now()): void {
    const message = this.#messages.get(chatId);
    if (message && now - message.at < OVERTAKEN_MS) return;
    const isNew = !this.#timers.has(chatId);
    clearTimeout(this.#timers.get(chatId));
    this.#timers.set(
      chatId,
      setTimeout(() => this.#stop(chatId), SHOWN_MS),
    );
    if (isNew) this.#tell();
  }

  /** An entry as it came live: a message of the visitor ends what was shown before it. */
  noteEvent({ chatId, kind, sender, seq }: ChatEventDto): void {
    if (kind === "message" && sender.type === "visitor") this.#noteMessage(chatId, seq);
  }

  /** The same by the row of a chat that is not open; a closed chat has nobody who types. */
  noteRow({ id, status, lastVisitorSeq }: InboxChatDto): void {
    if (status === "closed") this.#stop(id);
    this.#noteMessage(id, lastVisitorSeq);
  }

  #noteMessage(chatId: string, seq: number): void {
    const known = this.#messages.get(chatId)?.seq;
    if (known !== undefined && seq <= known) return;
    // Of the first message that is heard of nobody knows how old it is.
    this.#messages.set(chatId, { seq, at: known === undefined ? Number.NEGATIVE_INFINITY : Date.now() });
    this.#stop(chatId);
  }

  #stop(chatId: string): void {
    clearTimeout(this.#timers.get(chatId));
    if (this.#timers.delete(chatId)) this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
