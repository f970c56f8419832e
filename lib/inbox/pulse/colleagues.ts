import { OVERTAKEN_MS, SHOWN_MS, VIEW_SHOWN_MS } from "@/lib/chats/pulse/typing-rules";
import type { ColleagueTyping } from "@/lib/chats/pulse/typing-schemas";
import type { ColleagueViewing } from "@/lib/chats/pulse/viewing-schemas";
import type { ChatEventDto } from "@/lib/chats/schemas";

/** What a colleague does in a chat. Who types has it open, too, and is there once. */
export type Colleague = { readonly id: string; readonly name: string; readonly does: "views" | "answers" | "notes" };

type Typist = { name: string; does: "answers" | "notes"; timer: ReturnType<typeof setTimeout> };
type Viewer = { readonly id: string; readonly name: string };
type Looker = { name: string; timer: ReturnType<typeof setTimeout> };

const NOBODY: readonly Colleague[] = [];

/** Which colleagues have chats open, and who of them writes in it, as far as this tab hears of it. */
export class Colleagues {
  readonly #ownId: string;
  readonly #typists = new Map<string, Map<string, Typist>>();
  /** Until when signs of a colleague in a chat are older than their last entry; by `<chat> <operator>`. */
  readonly #overtaken = new Map<string, number>();
  /** Who looks at other chats than the opened one, as they say themselves. */
  readonly #lookers = new Map<string, Map<string, Looker>>();
  /** Who has the opened chat open, as the connection itself knows. */
  #viewed: { chatId: string; viewers: readonly Viewer[] } | null = null;
  /** What `in` answers, by chat: the same object until something changes. */
  readonly #known = new Map<string, readonly Colleague[]>();
  readonly #listeners = new Set<() => void>();

  constructor(ownId: string) {
    this.#ownId = ownId;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Those who write come first. */
  readonly in = (chatId: string): readonly Colleague[] => this.#known.get(chatId) ?? NOBODY;

  /** A colleague types; shown for three seconds. */
  heard({ chatId, operatorId, name, as }: ColleagueTyping, now = Date.now()): void {
    const until = this.#overtaken.get(`${chatId} ${operatorId}`);
    if (operatorId === this.#ownId || (until !== undefined && now < until)) return;
    const typists = this.#typists.get(chatId) ?? new Map<string, Typist>();
    this.#typists.set(chatId, typists);
    clearTimeout(typists.get(operatorId)?.timer);
    const timer = setTimeout(() => this.#stop(chatId, operatorId), SHOWN_MS);
    typists.set(operatorId, { name, does: as === "note" ? "notes" : "answers", timer });
    this.#update(chatId);
  }

  /** An entry as it came live: what a colleague typed is there now. */
  noteEvent({ chatId, kind, sender }: ChatEventDto, now = Date.now()): void {
    if ((kind !== "message" && kind !== "note") || sender.type !== "operator" || !sender.id) return;
    this.#overtaken.set(`${chatId} ${sender.id}`, now + OVERTAKEN_MS);
    for (const [key, until] of this.#overtaken) if (until < now) this.#overtaken.delete(key);
    this.#stop(chatId, sender.id);
  }

  /** Who has the opened chat open; null when that is not known, such as without a connection. */
  view(chatId: string, viewers: readonly Viewer[] | null): void {
    const before = this.#viewed?.chatId;
    if (viewers === null && before !== chatId) return;
    this.#viewed = viewers && { chatId, viewers };
    if (before !== undefined && before !== chatId) this.#update(before);
    this.#update(chatId);
  }

  /** A colleague says that they look at a chat, or that they have left it. */
  heardViewing({ chatId, operatorId, name, isHere }: ColleagueViewing): void {
    if (operatorId === this.#ownId) return;
    const lookers = this.#lookers.get(chatId) ?? new Map<string, Looker>();
    clearTimeout(lookers.get(operatorId)?.timer);
    lookers.delete(operatorId);
    if (isHere) {
      // A browser that was switched off says nothing any more.
      const timer = setTimeout(() => this.heardViewing({ chatId, operatorId, name, isHere: false }), VIEW_SHOWN_MS);
      lookers.set(operatorId, { name, timer });
    }
    if (lookers.size > 0) this.#lookers.set(chatId, lookers);
    else this.#lookers.delete(chatId);
    this.#update(chatId);
  }

  #viewersOf(chatId: string): readonly Viewer[] {
    if (this.#viewed?.chatId === chatId) return this.#viewed.viewers;
    return [...(this.#lookers.get(chatId) ?? [])].map(([id, { name }]) => ({ id, name }));
  }

  #stop(chatId: string, operatorId: string): void {
    const typists = this.#typists.get(chatId);
    clearTimeout(typists?.get(operatorId)?.timer);
    if (!typists?.delete(operatorId)) return;
    if (typists.size === 0) this.#typists.delete(chatId);
    this.#update(chatId);
  }

  #update(chatId: string): void {
    const typists = this.#typists.get(chatId) ?? new Map<string, Typist>();
    const viewers = this.#viewersOf(chatId);
    const next: Colleague[] = [
      ...[...typists].map(([id, { name, does }]) => ({ id, name, does })),
      ...viewers
        .filter(({ id }) => id !== this.#ownId && !typists.has(id))
        .map(({ id, name }) => ({ id, name, does: "views" as const })),
    ];
    if (isSame(this.in(chatId), next)) return;
    if (next.length === 0) this.#known.delete(chatId);
    else this.#known.set(chatId, next);
    for (const listener of this.#listeners) listener();
  }
}

const isSame = (some: readonly Colleague[], others: readonly Colleague[]) =>
  some.length === others.length &&
  some.every(({ id, name, does }, at) => {
    const other = others[at];
    return other?.id === id && other.name === name && other.does === does;
  });
