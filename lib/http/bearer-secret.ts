import { timingSafeEqual } from "node:crypto";
import { DomainError } from "@/lib/errors";
import type { HttpRequest } from "@/lib/http/request";

/**
 * Lets a request pass that carries `Authorization: Bearer <secret>`, compared in constant time. Without a secret nothing
 * passes: an unset variable must not open a door.
 * @throws DomainError `unauthenticated`
 */
export function assertBearerSecret(request: HttpRequest, secret: string | undefined, what: string): void {
  const given = Buffer.from(request.headers.get("authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${secret ?? ""}`);
  if (!secret || given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new DomainError("unauthenticated", `Send ${what}`);
  }
}
