import { eq, inArray, sql } from "drizzle-orm";
import { channels, chatSettings, chats, timers, WEB_CHANNEL_ID } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asVisitor, createDepartment } from "@/tests/support/factories";

const insertedIds: string[] = [];

/** Puts the settings, the web channel and the clocks back and removes the chats made here: other test files share them. */
export async function restoreSettings() {
  const db = await testDatabase();
  await db.delete(chats).where(inArray(chats.id, insertedIds.splice(0)));
  await db.delete(chatSettings);
  await db.insert(chatSettings).values({ id: 1 });
  await db
    .update(channels)
    .set({ name: "Web widget", weight: 1, closeIdleAfterMinutes: null })
    .where(eq(channels.id, WEB_CHANNEL_ID));
  await db.delete(timers).where(eq(timers.kind, "recheck"));
}

type ChatValues = Partial<typeof chats.$inferInsert>;

/** A chat's row, without the timeline and the leg that the product's own way of starting one gives it. */
export async function insertChat(values: ChatValues = {}) {
  const db = await testDatabase();
  const { actor } = await asVisitor();
  const departmentId = values.departmentId ?? (await createDepartment()).id;
  const [row] = await db
    .insert(chats)
    .values({ visitorId: actor.visitorId, startClientId: uuidv7(), ...values, departmentId })
    .returning();
  if (!row) throw new Error("no row");
  insertedIds.push(row.id);
  return row;
}

/** A chat that has ended. */
export const insertClosedChat = (values: ChatValues = {}) =>
  insertChat({ ...values, status: "closed", closedAt: new Date(), closeReason: "operator" });

/** Whether the next tick sets the clocks of these chats anew. */
export async function areRechecked(...chatIds: string[]): Promise<boolean[]> {
  const db = await testDatabase();
  const due = await db
    .select({ chatId: timers.chatId, isDue: sql<boolean>`${timers.dueAt} <= now()` })
    .from(timers)
    .where(eq(timers.kind, "recheck"));
  return chatIds.map((id) => due.some(({ chatId, isDue }) => chatId === id && isDue));
}
