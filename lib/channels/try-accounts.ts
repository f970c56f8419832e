import { and, asc, eq, isNotNull } from "drizzle-orm";
import { channels } from "@/db/schema";
import { isChannelError } from "./channel";
import type { ChannelDoor } from "./door";
import { noteChannelError, noteWorks, openChannel } from "./open-channel";

/** Signs in at the servers of every mail channel that is on, notes how it went, and gives how many work and how many do not. */
export async function tryMailAccounts(door: ChannelDoor): Promise<{ told: number; failed: number }> {
  const isTried = and(eq(channels.type, "email"), eq(channels.active, true), isNotNull(channels.tokenEncrypted));
  const found = await door.db
    .select({ id: channels.id })
    .from(channels)
    .where(isTried)
    .orderBy(asc(channels.createdAt), asc(channels.id));
  const tried = await Promise.all(found.map(({ id }) => doesWork(door, id)));
  const told = tried.filter((works) => works).length;
  return { told, failed: found.length - told };
}

async function doesWork(door: ChannelDoor, channelId: string): Promise<boolean> {
  const channel = await openChannel(door, channelId);
  if (!channel) return false;
  try {
    await channel.kind.identify(channel.token);
    await noteWorks(door.db, channelId, "asked");
    return true;
  } catch (error) {
    if (!isChannelError(error)) throw error;
    await noteChannelError(door.db, channel.row, error);
    return false;
  }
}
