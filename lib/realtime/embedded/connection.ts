import { randomInt } from "node:crypto";
import type { RealtimeLimits } from "./options";
import { CLOSE, encodeError, OutgoingMessage } from "./protocol";
import { TokenBucket } from "./token-bucket";
import type { Transport } from "./transport";

/** Why the server dropped a socket without a word. */
export type CutReason = "slow consumer" | "no answer to ping";

/** Who a socket is signed in as (`pusher:signin`). */
export type SignedInUser = { id: string; info: unknown };

type Handlers = {
  /** Returns what is to be answered, if anything. */
  onMessage(text: string): string | undefined;
  onError(error: unknown): void;
  /** Called once, as soon as the socket can no longer take part; its TCP connection may live on for a moment. */
  onLeave(): void;
  onCut(reason: CutReason): void;
};

/** How long a client may take to answer our closing handshake. */
const CLOSE_GRACE_MS = 5_000;
/** Seconds' worth of messages that may come at once: a client that comes back subscribes to all its channels. */
const BURST_SECONDS = 10;

/** One client's socket: sends, closes, counts what comes in and notices when nothing comes any more. */
export class Connection {
  /** The `socket_id` of the protocol. */
  readonly id = `${randomInt(1, 2 ** 40)}.${randomInt(1, 2 ** 40)}`;
  /** Names of the subscribed channels, with the member's id on presence channels. */
  readonly subscriptions = new Map<string, string | undefined>();
  readonly clientEvents: TokenBucket;
  user: SignedInUser | undefined;

  readonly #transport: Transport;
  readonly #limits: RealtimeLimits;
  readonly #messages: TokenBucket;
  #handlers: Handlers | undefined;
  #heardAt = performance.now();
  #pingedAt: number | undefined;

  constructor(transport: Transport, limits: RealtimeLimits) {
    this.#transport = transport;
    this.#limits = limits;
    this.clientEvents = new TokenBucket(limits.clientEventsPerSecond, Math.max(1, limits.clientEventsPerSecond));
    this.#messages = new TokenBucket(limits.messagesPerSecond, limits.messagesPerSecond * BURST_SECONDS);
    transport.listen({
      onText: (text) => this.#receive(text),
      onBinary: () => this.#accept() && this.close(CLOSE.notText, "Binary messages are not supported"),
      onPing: () => this.#accept() && this.#hasRoom(),
      onPong: () => this.#accept(),
      onError: () => this.#endSoon(),
      onClosed: () => this.#leave(),
    });
  }

  get isOpen(): boolean {
    return this.#transport.isOpen;
  }

  /** Starts to take messages. */
  open(handlers: Handlers): void {
    this.#handlers = handlers;
  }

  send(text: string): void {
    this.write(new OutgoingMessage(text));
  }

  /** Sends, or cuts the socket when the client is too far behind to catch up: it will resync. */
  write(message: OutgoingMessage): void {
    if (this.isOpen && this.#hasRoom()) this.#transport.send(message);
  }

  /** Says why, then closes. */
  refuse(code: number, message: string): void {
    this.send(encodeError(code, message));
    this.close(code, message);
  }

  close(code: number, reason: string): void {
    if (!this.isOpen) return;
    this.#transport.close(code, reason);
    this.#endSoon();
  }

  /** Ends the TCP connection at once. */
  terminate(): void {
    this.#transport.terminate();
  }

  /** Resolves when the TCP connection is gone. */
  whenClosed(): Promise<void> {
    return this.#transport.whenClosed();
  }

  /**
   * Pings a silent client and cuts one that did not answer. `wasAsleep`: this process stood still, so answers may lie
   * unread; the wait starts anew.
   */
  checkPulse(now: number, wasAsleep: boolean): void {
    if (!this.isOpen) return;
    if (this.#pingedAt === undefined) {
      if (now - this.#heardAt < this.#limits.pingAfterSilenceMs) return;
      this.#pingedAt = now;
      this.#transport.ping();
    } else if (wasAsleep) {
      this.#pingedAt = now;
    } else if (now - this.#pingedAt >= this.#limits.pongTimeoutMs) {
      this.#cut("no answer to ping");
    }
  }

  #receive(text: string): void {
    if (!this.#accept()) return;
    try {
      const answer = this.#handlers?.onMessage(text);
      if (answer !== undefined) this.send(answer);
    } catch (error) {
      // One client's message must not end the process; for example, nesting too deep for JSON.stringify.
      this.#handlers?.onError(error);
      this.send(encodeError(null, "Message could not be processed"));
    }
  }

  /** Notes a sign of life and answers whether what came may be looked at. */
  #accept(): boolean {
    if (!this.isOpen) return false;
    this.#heardAt = performance.now();
    this.#pingedAt = undefined;
    if (this.#messages.take()) return true;
    this.close(CLOSE.tooManyMessages, "Too many messages");
    return false;
  }

  #hasRoom(): boolean {
    if (this.#transport.bufferedBytes <= this.#limits.bufferedBytes) return true;
    this.#cut("slow consumer");
    return false;
  }

  #cut(reason: CutReason): void {
    this.#handlers?.onCut(reason);
    // Leaves on the `onClosed` that follows, not now: this may happen amid a fan-out, and leaving can cause another.
    this.#transport.terminate();
  }

  #endSoon(): void {
    setTimeout(() => this.#transport.terminate(), CLOSE_GRACE_MS).unref();
    this.#leave();
  }

  #leave(): void {
    this.#handlers?.onLeave();
    this.#handlers = undefined;
  }
}
