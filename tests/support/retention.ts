import { eq, sql } from "drizzle-orm";
import { auditEntries, chats, files, pageVisits, retentionSettings } from "@/db/schema";
import type { Database } from "@/db/types";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { newStorageKey } from "@/lib/files/storage/storage";
import { uuidv7 } from "@/lib/ids";
import { KEEP_ALL, type RetentionInput } from "@/lib/retention/schemas";
import { updateRetention } from "@/lib/retention/update-retention";
import { testDatabase } from "./database";
import { asRole } from "./factories";
import { ownedChat } from "./scenes";

/** An admin sets these, and keeps everything else for ever. */
export const keepFor = async (settings: Partial<RetentionInput>) =>
  updateRetention(await asRole("admin"), { ...KEEP_ALL, ...settings });

/** As the timed job acts. */
export const asRetention = async (db?: Database) => ({
  actor: { type: "system" as const, job: "delete-outdated" },
  db: db ?? (await testDatabase()),
  publish: async () => undefined,
});

/** Other test files share the database, and have old rows of their own. */
export async function forgetRetention(): Promise<void> {
  const db = await testDatabase();
  await db.delete(retentionSettings);
  await db.delete(auditEntries).where(eq(auditEntries.action, "retention.deleted"));
}

/** A chat with a message, a file and a page that was closed so many days ago. */
export async function closedChat(days = 40) {
  const scene = await ownedChat();
  const { id, owner } = scene;
  const { db } = owner;
  const [chat] = await db.select().from(chats).where(eq(chats.id, id));
  await sendMessage(owner, id, { clientId: uuidv7(), body: "Hello", epoch: chat?.epoch ?? 1 });
  const [file] = await db
    .insert(files)
    .values({
      chatId: id,
      uploaderType: "operator",
      uploaderId: owner.actor.operatorId,
      name: "plan.txt",
      type: "text/plain",
      size: 1,
      storageKey: newStorageKey(),
      storedAt: new Date(),
    })
    .returning();
  if (!file) throw new Error("no file");
  await db.insert(pageVisits).values({ chatId: id, url: "https://shop.example/" });
  await closeChat(owner, id, {});
  await age(id, days);
  return { ...scene, fileId: file.id };
}

async function age(chatId: string, days: number) {
  const db = await testDatabase();
  const ago = sql`now() - make_interval(days => ${days})`;
  await db.update(chats).set({ closedAt: ago }).where(eq(chats.id, chatId));
  await db.update(files).set({ createdAt: ago }).where(eq(files.chatId, chatId));
  await db.update(pageVisits).set({ seenAt: ago }).where(eq(pageVisits.chatId, chatId));
}
