import { eq, sql } from "drizzle-orm";
import { channels, chatSettings, chats, departments, operators } from "@/db/schema";
import type { Database } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { tagsOfChat } from "@/lib/tags/tags-of-chat";
import { type ChatRules, toChatRules } from "@/lib/timeouts/arm-timers";
import type { SendMessageInput } from "../input-schemas";
import { hasMember, offered, offeredDepartment } from "../queries";

/**
 * In one read, without a lock, everything that an ordinary message needs: the chat with the version of its row, the
 * rules of its clocks, the names that its row in the inbox shows, and the database's time. Undefined: no such chat.
 */
export async function readForMessage(
  db: Database,
  actor: VisitorActor | OperatorActor,
  chatId: string,
  input: Pick<SendMessageInput, "after" | "anyway">,
) {
  const [row] = await db
    .select({
      chat: chats,
      version: sql<string>`${chats}.xmin::text`,
      now: sql`clock_timestamp()`.mapWith(chats.createdAt),
      company: chatSettings,
      department: departments,
      channel: channels,
      ownerName: operators.name,
      offeredName: offered.name,
      offeredDepartmentName: offeredDepartment.name,
      hasNewerReply: newerReply(actor, input) ?? sql<boolean>`false`,
      isOwnerMember: hasMember(chats.operatorId),
      tags: tagsOfChat,
      isMember: actor.type === "operator" ? hasMember(sql`${actor.operatorId}::uuid`) : sql<boolean>`false`,
    })
    .from(chats)
    .innerJoin(chatSettings, sql`true`)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .innerJoin(channels, eq(channels.id, chats.channelId))
    .leftJoin(operators, eq(operators.id, chats.operatorId))
    .leftJoin(offered, eq(offered.id, chats.offeredOperatorId))
    .leftJoin(offeredDepartment, eq(offeredDepartment.id, chats.offeredDepartmentId))
    .where(eq(chats.id, chatId));
  return row && { ...row, rules: toChatRules(row) };
}

export type ReadForMessage = NonNullable<Awaited<ReturnType<typeof readForMessage>>> & { rules: ChatRules };

/**
 * Whether another operator has said something in `chats` that the writer had not seen, as a condition; undefined where it
 * does not matter.
 */
export const newerReply = (
  actor: VisitorActor | OperatorActor,
  { after, anyway }: Pick<SendMessageInput, "after" | "anyway">,
) =>
  actor.type === "visitor" || after === undefined || anyway
    ? undefined
    : sql<boolean>`exists (select 1 from chat_events newer where newer.chat_id = ${chats.id} and newer.seq > ${after}
        and newer.kind = 'message' and newer.sender_type = 'operator' and newer.sender_id <> ${actor.operatorId}::uuid)`;
