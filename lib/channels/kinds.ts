import type { ChannelKinds } from "./channel";
import { type EmailOptions, emailKind } from "./email/email";
import { telegramKind } from "./telegram/telegram";

type Settings = { telegramApiRoot: string; email: EmailOptions };

/** The services that people can write from: one line each. */
export const channelKinds = ({ telegramApiRoot, email }: Settings): ChannelKinds => ({
  telegram: telegramKind({ apiRoot: telegramApiRoot }),
  email: emailKind(email),
});
