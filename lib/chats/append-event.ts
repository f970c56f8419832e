import { eq, sql } from "drizzle-orm";
import { chatEvents, chats } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { chatChannelId, type RealtimeEvent } from "@/lib/realtime/events";
import { type EventRow, toEventDto } from "./dto";
import { getInboxChat } from "./queries";

type ChatRow = typeof chats.$inferSelect;
type NewEvent = Pick<typeof chatEvents.$inferInsert, "kind" | "senderType" | "senderId" | "clientId" | "body" | "data">;
type ChatChange = Partial<
  Pick<
    ChatRow,
    "status" | "operatorId" | "epoch" | "closeReason" | "lastMessageBy" | "lastMessagePreview" | "operatorReadSeq"
  >
> & { stamps?: ("closedAt" | "lastMessageAt")[] };

/**
 * Takes the next number of the timeline, writes the entry and the change of the chat that it stands for.
 * The caller holds the chat's row lock (`for update`), so numbers follow the order of commits without gaps.
 * Stamps are the database's `clock_timestamp()`: of two transactions that waited for each other, the later one gets the
 * later time, which `now()` (start of the transaction) would not give.
 */
export async function appendEvent(
  tx: Transaction,
  chat: ChatRow,
  event: NewEvent,
  change: ChatChange = {},
): Promise<{ chat: ChatRow; event: EventRow }> {
  const { stamps = [], ...values } = change;
  const at = sql`clock_timestamp()`;
  const [row] = await tx
    .insert(chatEvents)
    .values({ ...event, chatId: chat.id, seq: chat.lastSeq + 1, pubSeq: chat.lastPubSeq + 1, createdAt: at })
    .returning();
  if (!row) throw new Error("insert returned no row");
  const stamped = Object.fromEntries(stamps.map((name) => [name, row.createdAt]));
  const [changed] = await tx
    .update(chats)
    .set({ ...values, ...stamped, lastSeq: row.seq, lastPubSeq: row.pubSeq ?? chat.lastPubSeq })
    .where(eq(chats.id, chat.id))
    .returning();
  if (!changed) throw new Error("the locked chat is gone");
  return { chat: changed, event: { ...row, senderName: null } };
}

/** What everybody concerned hears of an entry: visitor, operators at the chat, and the department's lists. */
export async function announce(
  tx: Transaction,
  emit: (event: RealtimeEvent) => void,
  chat: ChatRow,
  row: EventRow,
  /** Epochs whose channels hear it; a change of owner is told on the old one too. */
  epochs: number[] = [chat.epoch],
): Promise<void> {
  const forVisitor = toEventDto(row, "visitor");
  if (forVisitor) emit({ channel: "visitorChat", id: chat.id, name: "event.appended", data: forVisitor });
  const forOperators = toEventDto(row, "operator");
  if (forOperators) {
    for (const epoch of epochs) {
      emit({ channel: "chat", id: chatChannelId(chat.id, epoch), name: "event.appended", data: forOperators });
    }
  }
  const data = { chat: await getInboxChat(tx, chat.id) };
  emit({ channel: "department", id: chat.departmentId, name: "chat.changed", data });
}
