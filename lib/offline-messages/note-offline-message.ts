import { and, eq } from "drizzle-orm";
import { departments, mailOutbox, offlineMessages } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { GivenConsent } from "@/lib/appearance/rules";
import { offlineCauseOf } from "@/lib/webhooks/causes";
import { queueWebhooks } from "@/lib/webhooks/queue-deliveries";
import { listReaderIds } from "./inbox-events";
import { wordOfflineMail } from "./mail-text";

/** What a visitor left, or the facts of the chat that they left. `clientId` makes a repetition find the first one. */
export type OfflineMessageFacts = {
  visitorId: string;
  clientId: string;
  /** Null: for the company. */
  departmentId: string | null;
  /** The chat that became this message; null for one from the form. */
  chatId: string | null;
  name: string;
  email: string | null;
  phone?: string | null;
  consent?: GivenConsent | null;
  body: string;
  locale: string;
  pageUrl: string | null;
};

/**
 * Stores an offline message, what webhooks are told of it and, where its department has an address for them, the mail to
 * it. One per visitor and `clientId`: a repetition answers the first one's id with `created` false, and nobody to tell.
 * `memberIds` are the operators to send `offlineMessagesChanged` to, after the commit.
 */
export async function noteOfflineMessage(
  tx: Transaction,
  message: OfflineMessageFacts,
): Promise<{ id: string; memberIds: string[]; created: boolean }> {
  const { visitorId, clientId, departmentId } = message;
  const [stored] = await tx
    .insert(offlineMessages)
    .values(message)
    .onConflictDoNothing({ target: [offlineMessages.visitorId, offlineMessages.clientId] })
    .returning({ id: offlineMessages.id, createdAt: offlineMessages.createdAt });
  if (!stored) {
    const [twin] = await tx
      .select({ id: offlineMessages.id })
      .from(offlineMessages)
      .where(and(eq(offlineMessages.visitorId, visitorId), eq(offlineMessages.clientId, clientId)));
    if (!twin) throw new Error("the offline message that this one collided with is gone");
    return { id: twin.id, memberIds: [], created: false };
  }
  await queueWebhooks(tx, [offlineCauseOf({ ...message, ...stored })]);
  if (departmentId !== null) await writeMail(tx, message, departmentId);
  return { id: stored.id, memberIds: await listReaderIds(tx, departmentId), created: true };
}

async function writeMail(tx: Transaction, message: OfflineMessageFacts, departmentId: string): Promise<void> {
  const [department] = await tx
    .select({ name: departments.name, offlineEmail: departments.offlineEmail })
    .from(departments)
    .where(eq(departments.id, departmentId));
  if (!department?.offlineEmail) return;
  const mail = wordOfflineMail({ ...message, departmentName: department.name });
  await tx
    .insert(mailOutbox)
    .values({ ...mail, visitorId: message.visitorId, to: department.offlineEmail, replyTo: message.email });
}
