import type { DraftDto, DraftInput } from "@/lib/drafts/schemas";
import type { CallResult } from "@/lib/http/client";
import type { Drafts } from "@/lib/inbox/drafts";
import type { TextStore } from "@/lib/inbox/storage";

/** Typing pauses for so long before the text is sent: a word, not each letter. */
const SAVE_AFTER_MS = 1000;

export type DraftsApi = {
  readAll: () => Promise<CallResult<{ drafts: DraftDto[] }>>;
  readChat: (chatId: string) => Promise<CallResult<{ drafts: DraftDto[] }>>;
  save: (chatId: string, draft: DraftInput) => Promise<CallResult<DraftDto>>;
};

/** What this browser knows of the server's drafts, kept beside them: numbers, and what was typed and not sent yet. */
type Notes = { versions: Record<string, number>; dirty: string[] };

type Options = { kind: DraftInput["kind"]; local: Drafts; store: TextStore; key: string; api: DraftsApi };

/**
 * Drafts of one kind, in this browser first and then on the server. What was typed here wins over what comes from
 * elsewhere until it has been sent; after that the server's number decides.
 */
export class DraftSync implements Drafts {
  readonly #options: Options;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #saving = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #changes = new Map<string, number>();
  #all = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  readonly get = (chatId: string) => this.#options.local.get(chatId);

  readonly set = (chatId: string, text: string) => {
    if (text === this.get(chatId)) return;
    this.#options.local.set(chatId, text);
    this.#note((notes) => notes.dirty.push(chatId));
    clearTimeout(this.#timers.get(chatId));
    // A draft that was sent or given up is gone everywhere at once.
    this.#timers.set(
      chatId,
      setTimeout(() => void this.#save(chatId), text.trim() === "" ? 0 : SAVE_AFTER_MS),
    );
  };

  /** Grows with every draft that came from elsewhere, of all chats and of one. */
  readonly changes = () => this.#all;
  readonly changesOf = (chatId: string) => this.#changes.get(chatId) ?? 0;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Sends what is not sent, then takes in what the server has; what it no longer has was sent or given up elsewhere. */
  async sync(): Promise<void> {
    for (const chatId of new Set(this.#notes().dirty)) await this.#save(chatId);
    const { kind, api } = this.#options;
    const answer = await api.readAll();
    if (!answer.ok) return;
    const found = answer.data.drafts.filter((draft) => draft.kind === kind);
    for (const draft of found) this.#take(draft);
    const { versions } = this.#notes();
    const listed = new Set(found.map(({ chatId }) => chatId));
    for (const chatId of Object.keys(versions)) {
      if (!listed.has(chatId) && this.get(chatId) !== "") await this.#readChat(chatId);
    }
  }

  /** A device of this operator has saved a draft. */
  heard({ chatId, kind, version }: { chatId: string; kind: string; version: number }): void {
    if (kind !== this.#options.kind || version <= (this.#notes().versions[chatId] ?? 0)) return;
    // The number of one's own saving comes with its answer.
    if (!this.#saving.has(chatId)) void this.#readChat(chatId);
  }

  async #readChat(chatId: string): Promise<void> {
    const answer = await this.#options.api.readChat(chatId);
    if (!answer.ok) return;
    for (const draft of answer.data.drafts) if (draft.kind === this.#options.kind) this.#take(draft);
  }

  #take({ chatId, body, version }: DraftDto): void {
    const { versions, dirty } = this.#notes();
    if (version <= (versions[chatId] ?? 0) || dirty.includes(chatId)) return;
    this.#note((notes) => {
      notes.versions[chatId] = version;
    });
    if (body === this.get(chatId)) return;
    this.#options.local.set(chatId, body);
    this.#all += 1;
    this.#changes.set(chatId, this.changesOf(chatId) + 1);
    for (const listener of this.#listeners) listener();
  }

  async #save(chatId: string): Promise<void> {
    this.#timers.delete(chatId);
    // One after the other, so that the last text gets the last number.
    if (this.#saving.has(chatId)) return;
    this.#saving.add(chatId);
    const body = this.get(chatId);
    const answer = await this.#options.api.save(chatId, { kind: this.#options.kind, body });
    this.#saving.delete(chatId);
    const isGone = !answer.ok && (answer.status === 403 || answer.status === 404 || answer.status === 422);
    // Unreachable: it stays marked, and goes with the next keystroke or the next connection.
    if (!answer.ok && !isGone) return;
    const isNewer = this.get(chatId) !== body;
    this.#note((notes) => {
      if (answer.ok) notes.versions[chatId] = Math.max(answer.data.version, notes.versions[chatId] ?? 0);
      if (!isNewer) notes.dirty = notes.dirty.filter((id) => id !== chatId);
    });
    if (isNewer && !isGone) await this.#save(chatId);
  }

  #notes(): Notes {
    try {
      const notes = JSON.parse(this.#options.store.get(this.#options.key) ?? "") as Partial<Notes>;
      return { versions: { ...notes.versions }, dirty: [...(notes.dirty ?? [])] };
    } catch {
      return { versions: {}, dirty: [] };
    }
  }

  #note(change: (notes: Notes) => unknown): void {
    const notes = this.#notes();
    change(notes);
    const versions = Object.fromEntries(
      Object.entries(notes.versions)
        .sort(([, one], [, other]) => other - one)
        .slice(0, NOTES_MAX),
    );
    this.#options.store.set(this.#options.key, JSON.stringify({ versions, dirty: [...new Set(notes.dirty)] }));
  }
}

/** Chats of which the number is remembered; beyond them a sent draft may be shown until it is opened. */
const NOTES_MAX = 300;
