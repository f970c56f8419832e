import { sql } from "drizzle-orm";
import { deliverDueEntries } from "@/lib/channels/deliver";
import { processUpdates } from "@/lib/channels/process-updates";
import { sendReplies } from "@/lib/channels/send-replies";
import { storeUpdates } from "@/lib/channels/store-updates";
import { type ChannelValues, channelScene } from "@/tests/support/channels/scene";
import { unique } from "@/tests/support/factories";
import { type BotApi, startBotApi } from "./bot-api";

let lastBot = 1_000_000 + (process.pid % 100_000) * 100;

/** A Telegram channel with a Bot API of its own, and the work that the timed jobs do for it. */
export async function telegramScene(values: ChannelValues = {}) {
  lastBot += 1;
  const api = await startBotApi({ token: `${lastBot}:stand-in_token_of_the_tests` });
  const { db, channel, published, door, chats, forget } = await channelScene(
    {
      type: "telegram",
      name: unique("Bot"),
      token: api.token,
      accountId: `${lastBot}-${unique("account")}`,
      ...values,
    },
    api.url,
  );
  const work = async () => {
    for (let round = 0; round < 3; round++) {
      await processUpdates(door);
      await sendReplies(door);
      await deliverDueEntries(door);
    }
  };
  return {
    api,
    channel,
    door,
    published,
    work,
    /** The service tells something, and everything that is due is done. */
    async tells(...updates: unknown[]) {
      const { added } = await storeUpdates(door, { channelId: channel.id, kind: door.kinds.telegram, updates });
      await work();
      return added;
    },
    chats,
    /** So much time goes by for everything of this channel that is put off. */
    async passes(minutes: number) {
      const pause = sql.raw(`interval '${minutes} minutes'`);
      await db.execute(sql`update channels set retry_at = retry_at - ${pause} where id = ${channel.id}`);
      await db.execute(
        sql`update channel_chats set due_at = due_at - ${pause}, place_due_at = place_due_at - ${pause} where channel_id = ${channel.id}`,
      );
      await db.execute(
        sql`update channel_updates set due_at = due_at - ${pause}, reply_due_at = reply_due_at - ${pause} where channel_id = ${channel.id}`,
      );
    },
    /** The channel is gone. */
    async close() {
      await api.close();
      await forget();
    },
  };
}

export type TelegramScene = Awaited<ReturnType<typeof telegramScene>>;
export type { BotApi };
