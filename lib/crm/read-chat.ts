import { eq } from "drizzle-orm";
import { channels, chats, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";

/** What the CRM is told of a chat, besides its messages. */
export type ToldChat = {
  id: string;
  status: "queued" | "active" | "closed";
  erasedAt: Date | null;
  spamAt: Date | null;
  createdAt: Date;
  closedAt: Date | null;
  locale: string;
  pageUrl: string | null;
  rating: number | null;
  ratingComment: string;
  visitorName: string;
  visitorEmail: string | null;
  visitorPhone: string | null;
  identity: { sub: string; name: string | null; email: string | null; phone?: string } | null;
  departmentName: string;
  timeZone: string;
  channelName: string;
  operatorName: string | null;
};

/** Null: it was deleted. */
export async function readToldChat(db: Db, chatId: string): Promise<ToldChat | null> {
  const [chat] = await db
    .select({
      id: chats.id,
      status: chats.status,
      erasedAt: chats.erasedAt,
      spamAt: chats.spamAt,
      createdAt: chats.createdAt,
      closedAt: chats.closedAt,
      locale: chats.locale,
      pageUrl: chats.pageUrl,
      rating: chats.rating,
      ratingComment: chats.ratingComment,
      visitorName: chats.visitorName,
      visitorEmail: chats.visitorEmail,
      visitorPhone: chats.visitorPhone,
      identity: chats.identity,
      departmentName: departments.name,
      timeZone: departments.timeZone,
      channelName: channels.name,
      operatorName: operators.name,
    })
    .from(chats)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .innerJoin(channels, eq(channels.id, chats.channelId))
    .leftJoin(operators, eq(operators.id, chats.operatorId))
    .where(eq(chats.id, chatId));
  return chat ?? null;
}
