import "server-only";
import type { Database } from "@/db/types";
import { authSecret } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import type { CrmSender } from "./tell-due-chats";
import { createCrmTransport } from "./transport";

/** Whether the CRM may be in the network of this machine: where a variable says so, and on a developer's own. */
export function allowsPrivateCrm(): boolean {
  const { CRM_ALLOW_PRIVATE, NODE_ENV } = env();
  return CRM_ALLOW_PRIVATE ?? NODE_ENV === "development";
}

/** How this process reaches the CRM. */
export const crmSender = (db: Database): CrmSender => ({
  db,
  authSecret: authSecret(),
  transport: createCrmTransport({ allowsPrivate: allowsPrivateCrm() }),
  publicUrl: env().PUBLIC_URL ?? null,
});
