import { and, asc, eq } from "drizzle-orm";
import { chatEvents, chats, files } from "@/db/schema";
import { filePreview } from "@/lib/files/rules";
import { uuidv7 } from "@/lib/ids";
import { offlineMessagesChanged } from "@/lib/offline-messages/inbox-events";
import { noteOfflineMessage } from "@/lib/offline-messages/note-offline-message";
import { endChat, type Outcome } from "../change-owner";
import type { ChatRow } from "../entries/entry";
import { MESSAGE_BODY_MAX } from "../input-schemas";

/** Messages of the visitor that go into the offline message; who wrote more is read in the chat itself. */
const QUOTED_MAX = 50;

/** Ends a chat that nobody has answered, and leaves what its visitor wrote as an offline message of the department. */
export async function endWithOfflineMessage(
  out: Outcome,
  chat: ChatRow,
  reason: "abandoned" | "left_contact",
): Promise<void> {
  const { tx, emit } = out;
  const written = await tx
    .select({ body: chatEvents.body, fileName: files.name })
    .from(chatEvents)
    .leftJoin(files, eq(files.id, chatEvents.fileId))
    .where(and(eq(chatEvents.chatId, chat.id), eq(chatEvents.kind, "message"), eq(chatEvents.senderType, "visitor")))
    .orderBy(asc(chatEvents.seq))
    .limit(QUOTED_MAX);
  await tx.update(chats).set({ visitorEmail: chat.visitorEmail }).where(eq(chats.id, chat.id));
  await endChat(out, chat, reason);
  const { memberIds } = await noteOfflineMessage(tx, {
    visitorId: chat.visitorId,
    clientId: uuidv7(),
    departmentId: chat.departmentId,
    chatId: chat.id,
    name: chat.visitorName,
    email: chat.visitorEmail,
    body: written
      .map(({ body, fileName }) => [fileName && filePreview(fileName, null), body].filter(Boolean).join("\n"))
      .join("\n\n")
      .slice(0, MESSAGE_BODY_MAX)
      .toWellFormed(),
    locale: chat.locale,
    pageUrl: chat.pageUrl,
  });
  for (const event of offlineMessagesChanged(memberIds)) emit(event);
}
