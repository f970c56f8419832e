import { eq, sql } from "drizzle-orm";
import PostalMime from "postal-mime";
import { channels } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import { deliverDueEntries } from "@/lib/channels/deliver";
import type { MailAccount } from "@/lib/channels/email/settings";
import { processUpdates } from "@/lib/channels/process-updates";
import { receiveUpdates } from "@/lib/channels/receive";
import { sendReplies } from "@/lib/channels/send-replies";
import { tellPlaces } from "@/lib/channels/tell-places";
import { type ChannelValues, channelScene } from "@/tests/support/channels/scene";
import { unique } from "@/tests/support/factories";
import { arrive, startImapServer } from "@/tests/support/imap/server";
import { type Refusals, startMailServer } from "@/tests/support/mail-server";

/** A mailbox and a server that takes mail, both real to what speaks with them, and the work that the timed jobs do. */
export async function emailScene(
  values: ChannelValues = {},
  { oauth = null, ...refusals }: Refusals & Partial<Pick<MailAccount, "oauth">> = {},
) {
  const imap = await startImapServer();
  let smtp = await startMailServer(refusals);
  const { port } = smtp;
  const local = { host: "127.0.0.1", security: "none" } as const;
  const account: MailAccount = {
    address: `${unique("support")
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")}@company.example`,
    senderName: "Tom's Kitchen",
    imap: { ...local, port: imap.port, user: "support", password: "secret" },
    webhookPassword: null,
    smtp: { ...local, port, user: oauth ? "support" : "", password: "" },
    oauth,
  };
  const { db, channel, published, door, chats, forget } = await channelScene({
    type: "email",
    name: unique("Mail"),
    token: JSON.stringify(account),
    accountId: account.address,
    link: `mailto:${account.address}`,
    pollAfter: "7:0",
    ...values,
  });
  const receive = async () => {
    await db.update(channels).set({ pollDueAt: null }).where(eq(channels.id, channel.id));
    return receiveUpdates(door, "email");
  };
  const work = async () => {
    for (let round = 0; round < 2; round++) {
      await processUpdates(door);
      await sendReplies(door);
      await tellPlaces(door);
      await deliverDueEntries(door);
    }
  };
  return {
    account,
    channel,
    db,
    door,
    imap,
    published,
    receive,
    work,
    signer: { address: account.address, secret: authSecret() },
    row: async () => (await db.select().from(channels).where(eq(channels.id, channel.id)))[0],
    /** Mails arrive in the mailbox, and everything that is due is done. */
    async comes(...raws: Buffer[]) {
      arrive(imap, ...raws);
      const { added } = await receive();
      await work();
      return added;
    },
    /** What has gone out, as somebody's mail program reads it. */
    sent: async () =>
      Promise.all(
        smtp.received.map(async ({ from, to, raw }) => ({ from, to, raw, mail: await PostalMime.parse(raw) })),
      ),
    chats,
    /** So much time goes by for everything of this channel that is put off, and for what was said. */
    async passes(minutes: number) {
      const pause = sql.raw(`interval '${minutes} minutes'`);
      await db.execute(sql`update channels set retry_at = retry_at - ${pause} where id = ${channel.id}`);
      await db.execute(sql`update channel_chats set due_at = due_at - ${pause} where channel_id = ${channel.id}`);
      await db.execute(sql`update channel_updates set due_at = due_at - ${pause} where channel_id = ${channel.id}`);
      await db.execute(sql`update chat_events set created_at = created_at - ${pause}
        where chat_id in (select chat_id from channel_chats where channel_id = ${channel.id})`);
      await db.execute(sql`update chats set visitor_seen_at = visitor_seen_at - ${pause}
        where id in (select chat_id from channel_chats where channel_id = ${channel.id})`);
    },
    async smtpDies() {
      await smtp.close();
    },
    async smtpComesBack() {
      const before = smtp.received;
      smtp = await startMailServer({ ...refusals, port });
      smtp.received.push(...before);
    },
    /** The channel is gone. */
    async close() {
      await imap.close();
      await smtp.close();
      await forget();
    },
  };
}

export type EmailScene = Awaited<ReturnType<typeof emailScene>>;
