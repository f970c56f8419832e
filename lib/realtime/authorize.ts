import { eq } from "drizzle-orm";
import { z } from "zod";
import { chats } from "@/db/schema";
import type { Db } from "@/db/types";
import { canSeeDepartment, isInvolved } from "@/lib/chats/access";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { type ParsedChannel, parseChannelName } from "@/lib/realtime/events";

export const channelAuthInput = z.object({
  socketId: z.string().regex(/^\d{1,20}\.\d{1,20}$/, "invalid"),
  channelName: z.string().max(200),
});

/** May this actor listen to this channel? Asked of the database at every subscription; an unknown name is refused. */
export async function mayJoin(db: Db, actor: VisitorActor | OperatorActor, name: string): Promise<boolean> {
  const channel = parseChannelName(name);
  if (!channel) return false;
  return actor.type === "visitor" ? visitorMayJoin(db, actor, channel) : operatorMayJoin(db, actor, channel);
}

async function visitorMayJoin(db: Db, actor: VisitorActor, channel: ParsedChannel): Promise<boolean> {
  if (channel.kind !== "visitorChat") return false;
  const [chat] = await db.select({ visitorId: chats.visitorId }).from(chats).where(eq(chats.id, channel.id));
  return chat?.visitorId === actor.visitorId;
}

async function operatorMayJoin(db: Db, actor: OperatorActor, channel: ParsedChannel): Promise<boolean> {
  switch (channel.kind) {
    case "operator":
      return channel.id === actor.operatorId;
    case "department":
      return canSeeDepartment(db, actor, channel.id);
    case "chat":
    case "viewers": {
      const [chat] = await db
        .select({
          departmentId: chats.departmentId,
          epoch: chats.epoch,
          operatorId: chats.operatorId,
          offeredOperatorId: chats.offeredOperatorId,
        })
        .from(chats)
        .where(eq(chats.id, channel.id));
      if (chat?.epoch !== channel.epoch) return false;
      return isInvolved(actor, chat) || canSeeDepartment(db, actor, chat.departmentId);
    }
    case "visitorChat":
      return false;
  }
}
