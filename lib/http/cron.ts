import { timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";

/**
 * Lets a request pass that carries `Authorization: Bearer $CRON_SECRET`. Without a secret nothing passes: an unset
 * variable must not open the door. Compared in constant time.
 * @throws DomainError `unauthenticated`
 */
export function assertCronRequest(request: Request): void {
  const secret = env().CRON_SECRET;
  const given = Buffer.from(request.headers.get("authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${secret ?? ""}`);
  if (!secret || given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new DomainError("unauthenticated", "Send the cron secret");
  }
}
