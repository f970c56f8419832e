import "server-only";
import type { Database } from "@/db/types";
import { authSecret } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import { ensurePushKeys, type PushKeys } from "./keys";
import { createPushTransport, type PushTransport } from "./transport";

/** The keys of this installation, made at first use. */
export const processPushKeys = (db: Database): Promise<PushKeys> => ensurePushKeys(db, authSecret());

/** The way to push services for this process. */
export async function pushTransport(db: Database): Promise<PushTransport> {
  return createPushTransport({ keys: await processPushKeys(db), subject: pushSubject() });
}

/** Services turn away subjects that are no address of the web or of mail (Apple's answers 403 to a made-up one). */
function pushSubject(): string {
  const { MAIL_FROM, PUBLIC_URL } = env();
  if (MAIL_FROM) return `mailto:${MAIL_FROM.address}`;
  return PUBLIC_URL?.startsWith("https:") ? PUBLIC_URL : "mailto:webpush@example.com";
}
