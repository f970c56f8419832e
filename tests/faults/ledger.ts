/** One text of one sender. `sender` is our own name for them; `order` counts the texts of one sender in one chat. */
export type Send = {
  clientId: string;
  chatId: string;
  sender: string;
  side: "visitor" | "operator";
  body: string;
  order: number;
  state: "waiting" | "acknowledged" | "refused";
  /** In the numbering of the sender's side; 0 until it was told. */
  seq: number;
  /** The error code of a lasting refusal. */
  refusal?: string;
  /** Attempts that were cut, and what came back of the last one: a status and a code. */
  attempts?: number;
  lastCut?: string;
};

/** What the clients did and were promised. Kept by the run, which outlives everything that is broken in it. */
export interface Ledger {
  wrote(send: Send): void;
  /** A 2xx with this number. A second one with another number is counted as a doubling. */
  acknowledged(clientId: string, chatId: string, seq: number): void;
  refused(clientId: string, code: string): void;
  /** An attempt without an answer, or with one that promises nothing; `why` says what came instead. */
  cut(clientId: string, why: string): void;
  /** Somebody else's text came to a screen that shows the chat since `shownAt` (`performance.now()`). */
  seen(clientId: string, shownAt: number): void;
}

export class RunLedger implements Ledger {
  readonly sends = new Map<string, Send>();
  /** Milliseconds from the acknowledgement of a text to its being on the other side's screen. */
  seenAfterMs: number[] = [];
  acks = 0;
  cuts = 0;
  /** Answers to one send that contradict each other. */
  contradictions: string[] = [];
  readonly #ackedAt = new Map<string, number>();

  wrote(send: Send): void {
    this.sends.set(send.clientId, { ...send });
  }

  acknowledged(clientId: string, chatId: string, seq: number): void {
    const send = this.sends.get(clientId);
    if (!send) return;
    if (send.state === "acknowledged") {
      if (send.seq !== seq || send.chatId !== chatId) this.contradictions.push(`${clientId}: ${send.seq} and ${seq}`);
      return;
    }
    this.acks++;
    this.#ackedAt.set(clientId, performance.now());
    Object.assign(send, { state: "acknowledged", chatId, seq });
  }

  refused(clientId: string, code: string): void {
    const send = this.sends.get(clientId);
    if (send?.state === "waiting") Object.assign(send, { state: "refused", refusal: code });
  }

  cut(clientId: string, why: string): void {
    this.cuts++;
    const send = this.sends.get(clientId);
    if (send) Object.assign(send, { attempts: (send.attempts ?? 0) + 1, lastCut: why });
  }

  seen(clientId: string, shownAt: number): void {
    const at = this.#ackedAt.get(clientId);
    if (at !== undefined && shownAt < at) this.seenAfterMs.push(performance.now() - at);
  }

  /** Texts that are neither acknowledged nor refused. */
  waiting = () => [...this.sends.values()].filter(({ state }) => state === "waiting");

  /** A new round: what was written before has been checked. */
  clear(): void {
    this.sends.clear();
    this.#ackedAt.clear();
    this.seenAfterMs = [];
    this.acks = 0;
    this.cuts = 0;
    this.contradictions = [];
  }
}
