import type { ChatEventDto } from "@/lib/chats/schemas";
import { uuidv7 } from "@/lib/ids";
import { retryDelayMs } from "@/lib/inbox/outbox/outbox";
import type { Ledger, Send } from "../ledger";
import { type Caller, call, isTemporary, pause, type Result } from "./http";

/** Sends wait at most this many deep, so that order within a chat is put to the proof. */
const DEPTH = 3;

type Sent = { seq: number; event: ChatEventDto; missed: ChatEventDto[] };
type Item = { clientId: string; body: string; isReopening: boolean };

/** Texts of this process so far: a chat that is put away and opened again goes on counting. */
let written = 0;

export type OutboxDeps = {
  caller: Caller;
  ledger: Ledger;
  chatId: string;
  sender: string;
  side: Send["side"];
  /** What else goes with a post, read at each attempt: `after`, `epoch`. */
  extras: () => object;
  onSent: (events: ChatEventDto[]) => void;
  onRefused: (code: string) => void;
  /** How much faster than the product's clients time runs. */
  pace: () => number;
  /** Every attempt goes out twice at the same moment. */
  isTwice: () => boolean;
};

/** What one sender has written in one chat: first in first out, one in flight, until there is a final answer. */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #items: Item[] = [];
  #isBusy = false;
  #wake: () => void = () => {};

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#items.length;
  }

  get hasRoom(): boolean {
    return this.#items.length < DEPTH;
  }

  /** `isReopening`: its writer sees that the chat is closed. Answers with the text's clientId. */
  write(isReopening = false): string {
    const { ledger, chatId, sender, side } = this.#deps;
    const clientId = uuidv7();
    const body = `${side} text ${clientId}`;
    ledger.wrote({ clientId, chatId, sender, side, body, order: ++written, state: "waiting", seq: 0 });
    this.#items.push({ clientId, body, isReopening });
    void this.#drain();
    return clientId;
  }

  /** The network is back: every wait ends. */
  hurry(): void {
    this.#wake();
  }

  async #drain(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let item = this.#items[0]; item; item = this.#items[0]) {
      await this.#sendUntilFinal(item);
      this.#items.shift();
    }
    this.#isBusy = false;
  }

  async #sendUntilFinal(item: Item): Promise<void> {
    const { ledger, onSent, onRefused, chatId, pace } = this.#deps;
    for (let attempt = 0; ; attempt++) {
      const result = await this.#post(item);
      if (result.ok) {
        ledger.acknowledged(item.clientId, chatId, result.data.seq);
        return onSent([...result.data.missed, result.data.event]);
      }
      if (!isTemporary(result)) {
        ledger.refused(item.clientId, result.code);
        return onRefused(result.code);
      }
      ledger.cut(item.clientId, `${result.status} ${result.code}`);
      const delay = Math.max(retryDelayMs(attempt, Math.random()) / pace(), result.retryAfterMs);
      await Promise.race([pause(delay), new Promise<void>((resolve) => (this.#wake = resolve))]);
    }
  }

  async #post({ clientId, body, isReopening }: Item): Promise<Result<Sent>> {
    const { caller, chatId, ledger, isTwice, extras } = this.#deps;
    const once = () =>
      call<Sent>(caller, "POST", `/api/chats/${chatId}/messages`, {
        clientId,
        body,
        ...extras(),
        ...(isReopening && { reopen: true }),
      });
    if (!isTwice()) return once();
    const answers = await Promise.all([once(), once()]);
    for (const answer of answers) if (answer.ok) ledger.acknowledged(clientId, chatId, answer.data.seq);
    return answers.find(({ ok }) => ok) ?? answers[0];
  }
}
