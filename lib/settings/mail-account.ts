import { asc, eq } from "drizzle-orm";
import { channels } from "@/db/schema";
import type { Db } from "@/db/types";
import { type MailAccount, type MailServerSettings, readAccount } from "@/lib/channels/email/settings";
import { updatesUrl } from "@/lib/channels/receive";
import { openToken } from "@/lib/channels/secrets";
import { DomainError } from "@/lib/errors";
import type { MailChannelInput, MailFields } from "./mail-schemas";

/**
 * The account of a form. A password that is left empty is the stored one, but only where everything else of its server is as
 * it was: else it would go to whatever server somebody has typed.
 * @throws DomainError `invalid` with `fields`
 */
export function toAccount(input: MailChannelInput, stored: MailAccount | null): MailAccount {
  const { address, senderName } = input;
  const imap = input.inbound === "imap" ? serverOf(input, "imap", stored?.imap ?? null) : null;
  const smtp = input.outbound === "own" ? serverOf(input, "smtp", stored?.smtp ?? null) : null;
  const webhookPassword = imap ? null : input.webhookPassword || stored?.webhookPassword || null;
  if (!imap && webhookPassword === null) throw missing("webhookPassword", "required");
  return { address, senderName, imap, webhookPassword, smtp };
}

function serverOf(input: MailChannelInput, of: "imap" | "smtp", stored: MailServerSettings | null): MailServerSettings {
  const server = {
    host: input[`${of}Host`],
    port: input[`${of}Port`],
    security: input[`${of}Security`],
    user: input[`${of}User`],
  };
  const typed = input[`${of}Password`];
  // A server that asks nobody who they are needs none.
  if (typed !== "" || server.user === "") return { ...server, password: typed };
  if (!stored) throw missing(`${of}Password`, "required");
  const { password, ...known } = stored;
  const isSame = JSON.stringify(Object.entries(known).sort()) === JSON.stringify(Object.entries(server).sort());
  if (!isSame) throw missing(`${of}Password`, "mailPasswordAgain");
  return { ...server, password };
}

const missing = (field: string, problem: string) =>
  new DomainError("invalid", "The account is not complete", { fields: { [field]: problem } });

/** What is shown of the accounts of all mail channels, by channel; nothing of one whose token cannot be opened. */
export async function listMailFields(
  db: Db,
  { authSecret, publicUrl }: { authSecret: string; publicUrl: string | null },
): Promise<Record<string, MailFields>> {
  const found = await db
    .select({ id: channels.id, box: channels.tokenEncrypted })
    .from(channels)
    .where(eq(channels.type, "email"))
    .orderBy(asc(channels.createdAt));
  const entries = found.flatMap(({ id, box }) => {
    const account = readAccount((box && openToken(box, authSecret)) ?? "");
    return account ? [[id, toFields(account, updatesUrl(publicUrl ?? "", id))] as const] : [];
  });
  return Object.fromEntries(entries);
}

const NO_SERVER = { host: "", port: 0, security: "tls", user: "" } as const;

function toFields({ address, senderName, imap, smtp }: MailAccount, webhookUrl: string): MailFields {
  const inbound = imap ?? { ...NO_SERVER, port: 993 };
  const outbound = smtp ?? { ...NO_SERVER, port: 465 };
  return {
    address,
    senderName,
    inbound: imap ? "imap" : "webhook",
    imapHost: inbound.host,
    imapPort: inbound.port,
    imapSecurity: inbound.security,
    imapUser: inbound.user,
    outbound: smtp ? "own" : "installation",
    smtpHost: outbound.host,
    smtpPort: outbound.port,
    smtpSecurity: outbound.security,
    smtpUser: outbound.user,
    webhookUrl,
  };
}
