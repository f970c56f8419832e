import { type Env, env } from "@/lib/env";

/** The server that takes our mail, and whom it is from. */
export type MailSettings = {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps`); else the connection is upgraded where the server can. */
  isTls: boolean;
  /** An access token is for those servers that take no password (OAuth 2, as XOAUTH2). */
  credentials: { user: string; password: string } | { user: string; accessToken: string } | null;
  from: { name: string; address: string };
};

/** Ports of submission (RFC 6409) and of submission over TLS (RFC 8314). */
const SUBMISSION_PORT = 587;
const SUBMISSIONS_PORT = 465;

/** The parts of SMTP_URL, which lib/env.ts has checked. */
export function readMailSettings({ SMTP_URL, MAIL_FROM }: Pick<Env, "SMTP_URL" | "MAIL_FROM">): MailSettings | null {
  if (!SMTP_URL || !MAIL_FROM) return null;
  const { protocol, hostname, port, username, password } = new URL(SMTP_URL);
  const isTls = protocol === "smtps:";
  return {
    // An IPv6 address stands in brackets inside of a URL only.
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (isTls ? SUBMISSIONS_PORT : SUBMISSION_PORT) : Number(port),
    isTls,
    credentials:
      username === "" ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
    from: MAIL_FROM,
  };
}

/** The settings of this process; null: no mail goes out. @throws EnvError */
export const mailSettings = (): MailSettings | null => readMailSettings(env());

/** Whether mail goes out; pages say so where somebody could believe otherwise. @throws EnvError */
export const isMailConfigured = (): boolean => mailSettings() !== null;
