import type { OutgoingMessage } from "./protocol";

/** What carries the messages of one client: a WebSocket, or the HTTP requests that stand in for one. */
export type Transport = {
  /** False as soon as either side has begun to close. */
  readonly isOpen: boolean;
  /** Sent and not yet taken by the network. */
  readonly bufferedBytes: number;
  /** Called once, before anything else. */
  listen(listener: TransportListener): void;
  send(message: OutgoingMessage): void;
  /** Asks the client for a sign of life, without bothering its library. */
  ping(): void;
  /** Tells the client why, then ends; the end may take until the client agrees. */
  close(code: number, reason: string): void;
  /** Ends at once. `onClosed` follows later, never within this call. */
  terminate(): void;
  /** Resolves when it has ended. */
  whenClosed(): Promise<void>;
};

export type TransportListener = {
  onText(text: string): void;
  onBinary(): void;
  /** Answers whether the ping shall be answered. */
  onPing(): boolean;
  /** Any other sign of life. */
  onPong(): void;
  /** The client broke the rules of the transport, which is closing therefore. */
  onError(): void;
  onClosed(): void;
};
