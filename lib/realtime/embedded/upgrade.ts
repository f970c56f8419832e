import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Refuses a WebSocket before its handshake, the cheapest way while somebody opens too many. */
export function refuseUpgrade(socket: Duplex, status: 403 | 429 | 503): void {
  const retry = status === 403 ? "" : "Retry-After: 5\r\n";
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n${retry}\r\n`;
  socket.on("error", () => socket.destroy());
  socket.end(head, () => socket.destroy());
}
