import { asc, eq } from "drizzle-orm";
import { channels } from "@/db/schema";
import type { Db } from "@/db/types";
import {
  type MailAccount,
  type MailServerSettings,
  type OauthSettings,
  readAccount,
} from "@/lib/channels/email/settings";
import { updatesUrl } from "@/lib/channels/receive";
import { openToken } from "@/lib/channels/secrets";
import { DomainError } from "@/lib/errors";
import { type MailChannelInput, type MailFields, usesOauth } from "./mail-schemas";

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
  const servers = { imap, smtp };
  return {
    address,
    senderName,
    ...servers,
    webhookPassword,
    oauth: usesOauth(input) ? oauthOf(input, servers, stored) : null,
  };
}

type Servers = Pick<MailAccount, "imap" | "smtp">;

/** What opens a mailbox goes to these servers, and what gets it to the service: secrets stay only where all of them do. */
function oauthOf(input: MailChannelInput, servers: Servers, stored: MailAccount | null): OauthSettings {
  const told = {
    tokenUrl: input.oauthTokenUrl,
    clientId: input.oauthClientId,
    grant: input.oauthGrant,
    scope: input.oauthScope,
  };
  const isSame =
    stored?.oauth != null &&
    told.tokenUrl === stored.oauth.tokenUrl &&
    told.clientId === stored.oauth.clientId &&
    told.grant === stored.oauth.grant &&
    sameText(servers.imap) === sameText(stored.imap) &&
    sameText(servers.smtp) === sameText(stored.smtp);
  const kept = isSame ? stored.oauth : null;
  const clientSecret = input.oauthClientSecret || kept?.clientSecret || "";
  const isByRefresh = told.grant === "refresh_token";
  const refreshToken = isByRefresh ? input.oauthRefreshToken || kept?.refreshToken || "" : "";
  const again = stored?.oauth ? "mailSecretAgain" : "required";
  // Programs that cannot keep a secret have none, and then a refresh token.
  if (isByRefresh && refreshToken === "") throw missing("oauthRefreshToken", again);
  if (!isByRefresh && clientSecret === "") throw missing("oauthClientSecret", again);
  if (isByRefresh && stored?.oauth?.clientSecret && clientSecret === "") throw missing("oauthClientSecret", again);
  return { ...told, clientSecret, refreshToken };
}

const sameText = (server: MailServerSettings | null) => JSON.stringify(server && Object.entries(server).sort());

function serverOf(input: MailChannelInput, of: "imap" | "smtp", stored: MailServerSettings | null): MailServerSettings {
  const server = {
    host: input[`${of}Host`],
    port: input[`${of}Port`],
    security: input[`${of}Security`],
    user: input[`${of}User`],
  };
  const typed = input[`${of}Password`];
  if (input.login === "oauth") return { ...server, password: "" };
  // A server that asks nobody who they are needs none.
  if (typed !== "" || server.user === "") return { ...server, password: typed };
  if (!stored || stored.password === "") throw missing(`${of}Password`, "required");
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

function toFields({ address, senderName, imap, smtp, oauth }: MailAccount, webhookUrl: string): MailFields {
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
    login: oauth ? "oauth" : "password",
    oauthTokenUrl: oauth?.tokenUrl ?? "",
    oauthClientId: oauth?.clientId ?? "",
    oauthGrant: oauth?.grant ?? "refresh_token",
    oauthScope: oauth?.scope ?? "",
    webhookUrl,
  };
}
