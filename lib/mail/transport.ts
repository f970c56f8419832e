import "server-only";
import { isLoopback } from "./loopback";
import { type Mail, toMessage } from "./message";
import { type MailSettings, mailSettings } from "./settings";

/** Takes one mail to the server. Rejects with nodemailer's error, which `explainFailure` puts into words. */
export type MailTransport = { send: (mail: Mail) => Promise<void> };

const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;
/** A server may drip its answers for ever without being silent: after this the mail counts as not sent. */
export const SEND_TIMEOUT_MS = 60_000;

export function createMailTransport(settings: MailSettings): MailTransport {
  let server: ReturnType<typeof connectTo> | undefined;
  return {
    async send(mail) {
      server ??= connectTo(settings);
      await withTimeout((await server).sendMail(toMessage(mail, settings.from)));
    },
  };
}

/** A server that takes mail, as nodemailer speaks with it: with our limits of time, and no password in the clear. */
export async function connectTo({ host, port, isTls, credentials }: Omit<MailSettings, "from">) {
  const isLocal = isLoopback(host);
  // Loaded with the first mail: most starts of a server send none.
  const { createTransport } = await import("nodemailer");
  return createTransport({
    host,
    port,
    secure: isTls,
    // On this machine nobody listens, and the certificates of local servers are made up.
    ignoreTLS: isLocal && !isTls,
    // A password goes over an encrypted connection, or not at all.
    requireTLS: credentials !== null && !isLocal && !isTls,
    ...(credentials && { auth: authOf(credentials) }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
  });
}

const authOf = (credentials: NonNullable<MailSettings["credentials"]>) =>
  "accessToken" in credentials
    ? { type: "OAuth2" as const, user: credentials.user, accessToken: credentials.accessToken }
    : { user: credentials.user, pass: credentials.password };

let cached: MailTransport | undefined;

/** The transport of this process; null while SMTP_URL is not set. @throws EnvError */
export function mailTransport(): MailTransport | null {
  const settings = mailSettings();
  if (!settings) return null;
  cached ??= createMailTransport(settings);
  return cached;
}

/** Rejects when something with a server does not end within a minute. */
export function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error("No end within a minute"), { code: "ETIMEDOUT" })),
      SEND_TIMEOUT_MS,
    );
  });
  return Promise.race([work, tooLong]).finally(() => clearTimeout(timer));
}
