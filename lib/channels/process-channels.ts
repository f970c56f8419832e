import "server-only";
import type { Database } from "@/db/types";
import { authSecret } from "@/lib/auth/secret";
import type { Door } from "@/lib/context";
import { env } from "@/lib/env";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { mailSettings } from "@/lib/mail/settings";
import type { ChannelDoor } from "./door";
import { keptAccessTokens } from "./email/access-tokens";
import { tokenRequester } from "./email/oauth";
import { channelKinds } from "./kinds";

/** Whether services that give access tokens may be in the network of this machine. */
function allowsPrivate(): boolean {
  const { MAIL_OAUTH_ALLOW_PRIVATE, NODE_ENV } = env();
  return MAIL_OAUTH_ALLOW_PRIVATE ?? NODE_ENV === "development";
}

/** How this process reaches other services. */
const processKinds = (db: Database) =>
  channelKinds({
    telegramApiRoot: env().TELEGRAM_API_URL,
    email: {
      secret: authSecret(),
      server: mailSettings(),
      tokens: keptAccessTokens({
        db,
        authSecret: authSecret(),
        request: tokenRequester({ allowsPrivate: allowsPrivate() }),
      }),
    },
  });

export const channelDoor = ({ db, publish, settle }: Door): ChannelDoor => ({
  db,
  publish,
  ...(settle && { settle }),
  kinds: processKinds(db),
  authSecret: authSecret(),
  storage: fileStorage(),
  publicUrl: env().PUBLIC_URL ?? null,
  flood: {
    messages: env().CHANNEL_MESSAGES_PER_WRITER,
    // As of visitors of websites: a mail begins a chat.
    mails: env().VISITOR_STARTS_PER_BROWSER,
    starts: env().VISITOR_STARTS_PER_ADDRESS,
    kibibytes: env().CHANNEL_MEGABYTES_PER_HOUR * 1024,
  },
});
