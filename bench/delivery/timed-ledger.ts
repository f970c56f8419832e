import { RunLedger, type Send } from "@/tests/faults/ledger";

/** Notes of each text how long it took until it was acknowledged, and until the other side had it on the screen. */
export class TimedLedger extends RunLedger {
  /** Milliseconds from the moment of writing, a wait behind the text before included. */
  ackMs: number[] = [];
  seenMs: number[] = [];
  readonly #wroteAt = new Map<string, number>();
  readonly #seen = new Set<string>();
  /** Texts written before it do not count: the machine was still warming up. */
  since = Number.POSITIVE_INFINITY;

  override wrote(send: Send): void {
    super.wrote(send);
    this.#wroteAt.set(send.clientId, performance.now());
  }

  override acknowledged(clientId: string, chatId: string, seq: number): void {
    super.acknowledged(clientId, chatId, seq);
    this.#note(this.ackMs, clientId);
  }

  override seen(clientId: string, shownAt: number): void {
    super.seen(clientId, shownAt);
    if (this.#seen.has(clientId)) return;
    this.#seen.add(clientId);
    this.#note(this.seenMs, clientId);
  }

  /** Counts from now on, from nothing. */
  begin(): void {
    this.ackMs = [];
    this.seenMs = [];
    this.since = performance.now();
  }

  #note(into: number[], clientId: string): void {
    const at = this.#wroteAt.get(clientId);
    if (at !== undefined && at >= this.since) into.push(performance.now() - at);
  }
}
