import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Bytes of a body that may wait to be read; beyond, the sender is held up. */
const WAITING_MAX = 256 * 1024;

/**
 * The body of a request as it comes. Unlike Node's own conversion, giving it up does not cut the connection, over which
 * the refusal still has to go.
 */
export function requestStream(request: IncomingMessage): ReadableStream<Uint8Array> {
  let detach = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const onData = (piece: Buffer) => {
          controller.enqueue(piece);
          if ((controller.desiredSize ?? 0) <= 0) request.pause();
        };
        const onEnd = () => {
          detach();
          controller.close();
        };
        const onBreak = () => {
          detach();
          controller.error(new Error("the connection ended before the body did"));
        };
        detach = () => request.off("data", onData).off("end", onEnd).off("error", onBreak).off("close", onBreak);
        request.on("data", onData).on("end", onEnd).on("error", onBreak).on("close", onBreak);
      },
      pull: () => void request.resume(),
      cancel() {
        detach();
        request.pause();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: WAITING_MAX }),
  );
}

/**
 * Cuts a connection whose request is not complete within `ms`: `requestTimeout` of the server knows no exception for
 * uploads, which look after their own pace.
 */
export function limitBodyTime(request: IncomingMessage, ms: number): void {
  const hasBody = "transfer-encoding" in request.headers || Number(request.headers["content-length"] ?? 0) > 0;
  if (!hasBody || request.complete) return;
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, ms);
  timer.unref();
  request.once("close", () => clearTimeout(timer));
}

/** Sends a body piece by piece, as fast as the other side takes it; ends with the connection when either breaks. */
export async function sendStream(response: ServerResponse, body: ReadableStream<Uint8Array>): Promise<void> {
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), response);
}
