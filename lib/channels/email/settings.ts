import { z } from "zod";
import { MAIL_SECURITIES, OAUTH_GRANTS } from "../rules";

const server = z.object({
  host: z.string(),
  port: z.int(),
  security: z.enum(MAIL_SECURITIES),
  user: z.string(),
  password: z.string(),
});
export type MailServerSettings = z.infer<typeof server>;

/** How an account gets access tokens, where its servers take no password (RFC 6749). One without a secret has an empty one. */
const oauth = z.object({
  tokenUrl: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  grant: z.enum(OAUTH_GRANTS),
  refreshToken: z.string(),
  scope: z.string(),
});
export type OauthSettings = z.infer<typeof oauth>;

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
  /** Null: the passwords of its servers. */
  oauth: oauth.nullable().default(null),
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
