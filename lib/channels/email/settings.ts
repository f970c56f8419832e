import { z } from "zod";
import { MAIL_SECURITIES } from "../rules";

const server = z.object({
  host: z.string(),
  port: z.int(),
  security: z.enum(MAIL_SECURITIES),
  user: z.string(),
  password: z.string(),
});
export type MailServerSettings = z.infer<typeof server>;

/** What stands in the place of a token: all that a mailbox needs. */
export const mailAccount = z.object({
  address: z.string(),
  /** Whom mails are from, before the address. */
  senderName: z.string(),
  /** Null: mails come in by requests with `webhookPassword`. */
  imap: server.nullable(),
  webhookPassword: z.string().nullable(),
  /** Null: by the server of the installation (`SMTP_URL`). */
  smtp: server.nullable(),
});
export type MailAccount = z.infer<typeof mailAccount>;

/** Null for what is none: a token of something else, or of a later version. */
export function readAccount(token: string): MailAccount | null {
  try {
    return mailAccount.safeParse(JSON.parse(token)).data ?? null;
  } catch {
    return null;
  }
}
