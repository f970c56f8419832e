import { randomBytes } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import path from "node:path";
import { DomainError } from "@/lib/errors";

/** A connection that brings less than this in a stretch is given up: it would only hold our place. */
const PACE = { stretchMs: 20_000, bytesMin: 8 * 1024 };

/** A folder of its own for one upload and for what is made of it, gone afterwards whatever happens. */
export async function withWorkFolder<T>(incoming: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = path.join(incoming, randomBytes(12).toString("hex"));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Incoming = { body: ReadableStream<Uint8Array> | null; size: number; signal?: AbortSignal | undefined };

/**
 * Writes a body to `file` as it comes, without ever holding more than a piece of it in memory.
 * @throws DomainError `too_large` when more comes than the `size` that was announced, `bad_request` when less comes, or
 * too slowly; whatever the disk throws
 */
export async function receiveBytes(file: string, { body, size, signal }: Incoming, pace = PACE): Promise<void> {
  const reader = body?.getReader();
  const target = await open(file, "wx", 0o600);
  let received = 0;
  try {
    for await (const piece of pieces(reader, signal, pace)) {
      received += piece.byteLength;
      if (received > size) throw new DomainError("too_large", "More came than was announced");
      await target.write(piece);
    }
  } finally {
    await reader?.cancel().catch(() => undefined);
    await target.close();
  }
  if (received < size) throw cutOff();
}

async function* pieces(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  signal: AbortSignal | undefined,
  { stretchMs, bytesMin }: typeof PACE,
) {
  let stretchEnd = Date.now() + stretchMs;
  let inStretch = 0;
  while (reader) {
    const { done, value } = await before(stretchEnd, reader.read(), signal);
    if (done) return;
    inStretch += value.byteLength;
    if (inStretch >= bytesMin) {
      stretchEnd = Date.now() + stretchMs;
      inStretch = 0;
    }
    yield value;
  }
}

const cutOff = () => new DomainError("bad_request", "The upload ended before the file did");

/** What `work` gives, unless it takes longer than until `end`, or the other side goes away. */
async function before<T>(end: number, work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort = () => {};
  const stop = new Promise<never>((_, reject) => {
    onAbort = () => reject(cutOff());
    timer = setTimeout(onAbort, Math.max(0, end - Date.now()));
    signal?.addEventListener("abort", onAbort);
    if (signal?.aborted) onAbort();
  });
  try {
    return await Promise.race([work.catch(() => Promise.reject(cutOff())), stop]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
