import { eq } from "drizzle-orm";
import { channels, chats } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import type { ChannelDoor } from "@/lib/channels/door";
import type { FloodLimits } from "@/lib/channels/flood";
import { channelKinds } from "@/lib/channels/kinds";
import { sealToken } from "@/lib/channels/secrets";
import { fileStorage } from "@/lib/files/storage/process-storage";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { testDatabase } from "@/tests/support/database";
import { testTokens } from "@/tests/support/email/token-service";
import { forgetChannel } from "./forget-channel";

export const NO_FLOOD_LIMITS: FloodLimits = { messages: 0, mails: 0, starts: 0, kibibytes: 0 };

export type ChannelValues = Partial<typeof channels.$inferInsert>;
type NewChannel = ChannelValues & Pick<typeof channels.$inferInsert, "type" | "name"> & { token: string };

/** A channel in the database, and the door by which the timed jobs work for it. `telegramApiRoot`: where its bots are. */
export async function channelScene({ token, ...values }: NewChannel, telegramApiRoot = "http://127.0.0.1:1") {
  const db = await testDatabase();
  const [channel] = await db
    .insert(channels)
    .values({ receivesBy: "poll", tokenEncrypted: sealToken(token, authSecret()), ...values })
    .returning();
  if (!channel) throw new Error("no channel");
  const published: RealtimeEvent[] = [];
  const door: ChannelDoor = {
    db,
    publish: async (events) => void published.push(...events),
    kinds: channelKinds({
      telegramApiRoot,
      email: { secret: authSecret(), server: null, tokens: await testTokens(authSecret()) },
    }),
    authSecret: authSecret(),
    storage: fileStorage(),
    publicUrl: null,
    flood: NO_FLOOD_LIMITS,
  };
  return {
    db,
    channel,
    published,
    door,
    chats: () => db.select().from(chats).where(eq(chats.channelId, channel.id)).orderBy(chats.createdAt),
    /** The channel is gone. */
    forget: () => forgetChannel(db, channel.id),
  };
}
