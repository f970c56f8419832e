import { timingSafeEqual } from "node:crypto";
import { DomainError } from "@/lib/errors";
import type { HttpRequest } from "@/lib/http/request";
import { MAIL_BYTES_MAX } from "./imap";

/** Whether a request carries the password, as a bearer token or in `https://any:password@…`. Takes the same time for each. */
export function carriesPassword(headers: Headers, password: string | null): boolean {
  const [, scheme = "", value = ""] = /^(bearer|basic)\s+(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  const given = scheme.toLowerCase() === "basic" ? passwordOf(value) : value;
  const [theirs, ours] = [Buffer.from(given), Buffer.from(password ?? "")];
  return ours.byteLength > 0 && theirs.byteLength === ours.byteLength && timingSafeEqual(theirs, ours);
}

function passwordOf(basic: string): string {
  const text = Buffer.from(basic, "base64").toString();
  return text.includes(":") ? text.slice(text.indexOf(":") + 1) : "";
}

/** Names under which services that pass mail on put the whole of it into their JSON (Postmark says `RawEmail`). */
const RAW_FIELDS = ["mime", "raw", "RawEmail", "body-mime", "email"];

/**
 * The mail in a request: as it is (`message/rfc822`), or as a text in JSON. Cut off at the limit while it is read.
 * @throws DomainError `unsupported_media_type`, `too_large`, `bad_request`, `invalid`
 */
export async function readMailRequest(request: HttpRequest): Promise<Uint8Array> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "message/rfc822" && type !== "application/json") {
    throw new DomainError("unsupported_media_type", "Send message/rfc822, or application/json with the field mime");
  }
  if (request.headers.has("content-encoding")) throw new DomainError("unsupported_media_type", "Send it uncompressed");
  const bytes = await readCapped(request);
  return type === "message/rfc822" ? bytes : rawOf(bytes);
}

function rawOf(bytes: Uint8Array): Uint8Array {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new DomainError("bad_request", "The body is not JSON");
  }
  for (const field of RAW_FIELDS) {
    const raw: unknown =
      typeof value === "object" && value !== null && Object.hasOwn(value, field) ? Reflect.get(value, field) : null;
    if (typeof raw === "string" && raw !== "") return new TextEncoder().encode(raw);
  }
  throw new DomainError("invalid", "No mail in it", { fields: { mime: "required" } });
}

async function readCapped(request: HttpRequest): Promise<Uint8Array> {
  const tooLarge = () => new DomainError("too_large", `At most ${MAIL_BYTES_MAX} bytes`);
  if (Number(request.headers.get("content-length") ?? 0) > MAIL_BYTES_MAX) throw tooLarge();
  const reader = request.body?.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAIL_BYTES_MAX) {
      await reader.cancel();
      throw tooLarge();
    }
    pieces.push(value);
  }
  return Buffer.concat(pieces);
}
