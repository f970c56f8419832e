import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import type { OutgoingMessage } from "./protocol";
import type { Transport, TransportListener } from "./transport";

/** The common case: one WebSocket. Pings are the frames of RFC 6455, which browsers answer even for a tab that is asleep. */
export class WebSocketTransport implements Transport {
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  #isCorked = false;

  /** `socket` is the one below `ws`: a frame that goes to many is written to it as it is. */
  constructor(ws: WebSocket, socket: Duplex) {
    this.#ws = ws;
    this.#socket = socket;
  }

  get isOpen(): boolean {
    return this.#ws.readyState === WebSocket.OPEN;
  }

  get bufferedBytes(): number {
    return this.#socket.writableLength;
  }

  listen(listener: TransportListener): void {
    // A violation of RFC 6455 surfaces here; `ws` then closes the socket with the code that fits. Unheard, it would throw.
    this.#ws.on("error", () => listener.onError());
    this.#ws.on("close", () => listener.onClosed());
    this.#ws.on("message", (data, isBinary) => (isBinary ? listener.onBinary() : listener.onText(String(data))));
    this.#ws.on("ping", (data) => {
      if (listener.onPing()) this.#ws.pong(data);
    });
    this.#ws.on("pong", () => listener.onPong());
  }

  send(message: OutgoingMessage): void {
    this.#cork();
    this.#socket.write(message.frame);
  }

  /** What is sent in the same moment, such as the news of several chats, goes out as one. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#isCorked = false;
      this.#socket.uncork();
    });
  }

  ping(): void {
    this.#ws.ping();
  }

  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  terminate(): void {
    this.#ws.terminate();
  }

  whenClosed(): Promise<void> {
    if (this.#ws.readyState === WebSocket.CLOSED) return Promise.resolve();
    return new Promise((resolve) => this.#ws.once("close", () => resolve()));
  }
}
