import "server-only";
import { authSecret } from "@/lib/auth/secret";
import type { Door } from "@/lib/context";
import { env } from "@/lib/env";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { mailSettings } from "@/lib/mail/settings";
import type { ChannelDoor } from "./door";
import { channelKinds } from "./kinds";

/** How this process reaches other services. */
export const processKinds = () =>
  channelKinds({
    telegramApiRoot: env().TELEGRAM_API_URL,
    email: { secret: authSecret(), server: mailSettings() },
  });

export const channelDoor = ({ db, publish, settle }: Door): ChannelDoor => ({
  db,
  publish,
  ...(settle && { settle }),
  kinds: processKinds(),
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
