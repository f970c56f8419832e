import { and, desc, eq, isNotNull } from "drizzle-orm";
import { chatEvents, files, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { Line } from "./word-transcript";

/** Messages of one transcript, the newest; more is read in the chat itself. */
const LINES_MAX = 1000;

/** What was said in a chat, oldest first. */
export async function readLines(db: Db, chatId: string): Promise<Line[]> {
  const said = await db
    .select({
      by: chatEvents.senderType,
      name: operators.name,
      body: chatEvents.body,
      fileName: files.name,
      at: chatEvents.createdAt,
    })
    .from(chatEvents)
    .leftJoin(operators, and(eq(operators.id, chatEvents.senderId), eq(chatEvents.senderType, "operator")))
    .leftJoin(files, eq(files.id, chatEvents.fileId))
    .where(and(eq(chatEvents.chatId, chatId), eq(chatEvents.kind, "message"), isNotNull(chatEvents.pubSeq)))
    .orderBy(desc(chatEvents.seq))
    .limit(LINES_MAX);
  return said
    .reverse()
    .flatMap(({ by, body, ...line }) => (by === "system" ? [] : [{ ...line, by, body: body ?? "" }]));
}
