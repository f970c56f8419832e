import { createHash } from "node:crypto";
import type { HttpRequest } from "@/lib/http/request";
import { wholeResponse } from "./json-response";

/** Bytes of a hash that tell two answers of one address apart. */
const HASH_BYTES = 12;

/** A JSON answer that need not travel again to who has it already: then 304 and nothing. */
export function jsonUnlessKnown(request: HttpRequest, value: unknown): Response {
  const body = Buffer.from(JSON.stringify(value));
  const hash = createHash("sha256").update(body).digest().subarray(0, HASH_BYTES).toString("base64url");
  const etag = `W/"${hash}"`;
  // Browsers may keep it, but must ask each time whether it still holds.
  const headers = { etag, "cache-control": "private, no-cache" };
  const known = request.headers.get("if-none-match")?.split(/\s*,\s*/) ?? [];
  if (known.includes(etag)) return new Response(null, { status: 304, headers });
  return wholeResponse(body, { headers: { ...headers, "content-type": "application/json" } });
}
