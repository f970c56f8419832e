import { eq } from "drizzle-orm";
import webpush from "web-push";
import { pushKeys, pushSubscriptions } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import { log } from "@/lib/log";
import { openSecret, SecretBoxError, sealSecret } from "@/lib/settings/secret-box";

/** By which push services know this installation (VAPID, RFC 8292); both in base64url. */
export type PushKeys = { publicKey: string; privateKey: string };

const PURPOSE = "foyer/push/vapid-private-key";

/**
 * The keys of this installation, made at first use; of several processes that ask at once one makes them for all.
 * Keys that this secret does not open are of no use to anybody: new ones take their place, and every browser that
 * subscribed by the old ones subscribes again when its inbox is next opened.
 */
export async function ensurePushKeys(db: Database, authSecret: string): Promise<PushKeys> {
  const [found] = await db.select().from(pushKeys);
  const opened = found && open(found, authSecret);
  if (opened) return opened;
  if (found) log.warn("the push keys were made with another secret; making new ones");
  const fresh = webpush.generateVAPIDKeys();
  const privateKeyEncrypted = sealSecret(fresh.privateKey, authSecret, PURPOSE);
  const made = { id: 1, publicKey: fresh.publicKey, privateKeyEncrypted };
  const isOurs = await db.transaction(async (tx) => {
    if (!found) return (await tx.insert(pushKeys).values(made).onConflictDoNothing().returning()).length === 1;
    const replaced = await tx.update(pushKeys).set(made).where(eq(pushKeys.publicKey, found.publicKey)).returning();
    if (replaced.length === 1) await tx.delete(pushSubscriptions);
    return replaced.length === 1;
  });
  if (isOurs) return fresh;
  const [theirs] = await db.select().from(pushKeys);
  const shared = theirs && open(theirs, authSecret);
  if (!shared) throw new Error("another process keeps push keys that this one's secret does not open");
  return shared;
}

/** Whether there are keys that this secret opens, without making any. */
export async function findKeyState(db: Db, authSecret: string): Promise<"none" | "ok" | "unreadable"> {
  const [found] = await db.select().from(pushKeys);
  if (!found) return "none";
  return open(found, authSecret) ? "ok" : "unreadable";
}

function open(row: typeof pushKeys.$inferSelect, authSecret: string): PushKeys | null {
  try {
    return { publicKey: row.publicKey, privateKey: openSecret(row.privateKeyEncrypted, authSecret, PURPOSE) };
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error;
    return null;
  }
}
