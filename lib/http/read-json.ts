import type { z } from "zod";
import { DomainError } from "@/lib/errors";
import type { HttpRequest } from "@/lib/http/request";
import { HotRequest } from "./hot-request";

/** Bytes of a request's body; everything that the widget and the inbox send is far below. */
export const JSON_BODY_MAX = 64 * 1024;

/**
 * Reads and parses a JSON body. The size is capped while reading, before anything is parsed.
 * @throws DomainError `unsupported_media_type`, `too_large`, `bad_request` (no JSON), or ZodError (mapped to `invalid`).
 */
export async function readJson<S extends z.ZodType>(request: HttpRequest, schema: S): Promise<z.output<S>> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new DomainError("unsupported_media_type", "Send application/json");
  if (request.headers.has("content-encoding")) throw new DomainError("unsupported_media_type", "Send it uncompressed");
  const text = await readCapped(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DomainError("bad_request", "The body is not JSON");
  }
  return schema.parse(value);
}

async function readCapped(request: HttpRequest): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > JSON_BODY_MAX) throw tooLarge();
  if (request instanceof HotRequest && request.wholeBytes !== undefined) {
    if (request.wholeBytes > JSON_BODY_MAX) throw tooLarge();
    return request.text();
  }
  const reader = request.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > JSON_BODY_MAX) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

const tooLarge = () => new DomainError("too_large", `At most ${JSON_BODY_MAX} bytes`);
