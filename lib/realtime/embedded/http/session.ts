import type { ServerResponse } from "node:http";
import type { OutgoingMessage } from "../protocol";
import type { Transport, TransportListener } from "../transport";

/** Where the client waits for messages: one answer that goes on and on, or one that ends with the next frame. */
type Receiver = { response: ServerResponse; isStreaming: boolean };

/** Old browsers hand over nothing of an answer before so many bytes (SockJS, `xhr_streaming`). */
const PRELUDE = `${"h".repeat(2048)}\n`;

/**
 * A socket made of HTTP requests, for clients whose WebSockets are blocked: `xhr_streaming` and `xhr_polling` of
 * pusher-js. Framing as in SockJS 0.3: `o` open, `a[…]` messages, `h` heartbeat, `c[code,reason]` close, one per line.
 */
export class HttpSession implements Transport {
  readonly #gapMs: number;
  readonly #onGone: () => void;
  readonly #closed: Promise<void>;
  #resolveClosed: () => void = () => {};
  #listener: TransportListener | undefined;
  #receiver: Receiver | undefined;
  #absence: NodeJS.Timeout | undefined;
  #isGreeted = false;
  #queue: string[] = [];
  #queuedBytes = 0;
  /** What is left to say once closing has begun. */
  #farewell: string | undefined;
  #isOver = false;

  /** `onGone` is called once, when the session takes no more requests: it was ended, or none came for `gapMs`. */
  constructor(gapMs: number, onGone: () => void) {
    this.#gapMs = gapMs;
    this.#onGone = onGone;
    this.#closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
  }

  get isOpen(): boolean {
    return !this.#isOver && this.#farewell === undefined;
  }

  get bufferedBytes(): number {
    return this.#queuedBytes + (this.#receiver?.response.writableLength ?? 0);
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
  }

  /** Answers with the next frame, or with all that come. A newer request takes the place of one that is still open. */
  receive(response: ServerResponse, isStreaming: boolean): void {
    this.#dismiss();
    clearTimeout(this.#absence);
    const receiver = { response, isStreaming };
    this.#receiver = receiver;
    response.on("close", () => this.#receiver === receiver && this.#dismiss());
    if (isStreaming) response.write(PRELUDE);
    this.#listener?.onPong();
    this.#flush();
  }

  /** Takes what the client sent; nothing at all is its answer to a heartbeat. */
  take(texts: readonly string[]): void {
    if (texts.length === 0) this.#listener?.onPong();
    for (const text of texts) this.#listener?.onText(text);
  }

  send({ text }: OutgoingMessage): void {
    this.#queue.push(text);
    this.#queuedBytes += Buffer.byteLength(text);
    this.#flush();
  }

  ping(): void {
    this.#write("h\n");
  }

  close(code: number, reason: string): void {
    if (!this.isOpen) return;
    this.#farewell = `c${JSON.stringify([code, reason])}\n`;
    this.#flush();
  }

  terminate(): void {
    this.#receiver?.response.destroy();
    this.#end();
  }

  whenClosed(): Promise<void> {
    return this.#closed;
  }

  #flush(): void {
    while (this.#receiver) {
      const isLast = this.#isGreeted && this.#queue.length === 0 && this.#farewell !== undefined;
      const frame = this.#nextFrame();
      if (frame === undefined) return;
      this.#write(frame);
      if (isLast) this.#end();
    }
  }

  #nextFrame(): string | undefined {
    if (!this.#isGreeted) {
      this.#isGreeted = true;
      return "o\n";
    }
    if (this.#queue.length === 0) return this.#farewell;
    const frame = `a${JSON.stringify(this.#queue)}\n`;
    this.#queue = [];
    this.#queuedBytes = 0;
    return frame;
  }

  /** While nobody waits for a frame it is not written: heartbeats are void then, all else stays in the queue. */
  #write(frame: string): void {
    const receiver = this.#receiver;
    if (!receiver) return;
    receiver.response.write(frame);
    if (!receiver.isStreaming) this.#dismiss();
  }

  /** Ends the answer that is open, if any; the client has to come back soon. */
  #dismiss(): void {
    const receiver = this.#receiver;
    if (!receiver) return;
    this.#receiver = undefined;
    receiver.response.end();
    this.#absence = setTimeout(() => this.#end(), this.#gapMs);
    this.#absence.unref();
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#dismiss();
    clearTimeout(this.#absence);
    this.#queue = [];
    this.#onGone();
    this.#resolveClosed();
    // Later, since this may happen amid a fan-out to the very subscribers that a listener would change.
    queueMicrotask(() => this.#listener?.onClosed());
  }
}
