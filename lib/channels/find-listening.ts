import { and, eq, isNotNull } from "drizzle-orm";
import { channels } from "@/db/schema";
import type { ChannelKind } from "./channel";
import type { ChannelDoor } from "./door";
import { isAddable } from "./open-channel";
import { openToken } from "./secrets";

/** The service whose updates a channel takes; null for one that is off, or takes none, or is not there. */
export async function findListening(
  { db, kinds, authSecret }: Pick<ChannelDoor, "db" | "kinds" | "authSecret">,
  channelId: string,
): Promise<{ kind: ChannelKind; token: string } | null> {
  const [row] = await db
    .select({ type: channels.type, box: channels.tokenEncrypted })
    .from(channels)
    .where(and(eq(channels.id, channelId), eq(channels.active, true), isNotNull(channels.tokenEncrypted)));
  const token = row?.box ? openToken(row.box, authSecret) : null;
  return row && isAddable(row.type) && token !== null ? { kind: kinds[row.type], token } : null;
}
