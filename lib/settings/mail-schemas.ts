import { z } from "zod";
import { MAIL_LOCAL_MAX, MAIL_LOGINS, MAIL_SECURITIES, MAIL_WAYS, OAUTH_GRANTS } from "@/lib/channels/rules";
import { isLoopback } from "@/lib/mail/loopback";
import { emailAddress, lineOfText, requiredLine } from "@/lib/text";
import { channelFormValues, channelInput } from "./channel-schemas";
import { wholeNumber } from "./whole-number";

export const SENDER_NAME_MAX = 80;
export const MAIL_HOST_MAX = 253;
export const MAIL_USER_MAX = 254;
export const MAIL_PASSWORD_MAX = 500;
export const OAUTH_LINE_MAX = 1000;
/** Refresh tokens of Microsoft have about 1,500 characters. */
export const OAUTH_TOKEN_MAX = 4000;
/** Whoever knows it can send mail in: it is made up for this and typed by nobody. */
export const WEBHOOK_PASSWORD_MIN = 16;

/** A name or an address of a server, not of a page. */
const host = lineOfText(MAIL_HOST_MAX).refine(
  (text) => /^$|^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$|^[0-9a-f:]*:[0-9a-f:.]*$/i.test(text),
  "mailHost",
);
const port = wholeNumber({ min: 1, max: 65_535 });
const security = z.enum(MAIL_SECURITIES, "choice");
/** Kept as typed: spaces belong to a password. Empty: the stored one stays, as long as it goes where it went. */
const password = z
  .string("required")
  .max(MAIL_PASSWORD_MAX, "tooLong")
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "controlCharacters");

const secret = (max: number) =>
  z
    .string("required")
    .max(max, "tooLong")
    .refine((text) => /^[\x20-\x7e]*$/.test(text), "controlCharacters");

const fields = channelInput.extend({
  type: z.literal("email", "choice"),
  /** Mail asks nobody with whom they want to talk. */
  departmentId: z.uuid("required"),
  address: emailAddress.refine((text) => text.indexOf("@") <= MAIL_LOCAL_MAX, "mailAddressLong"),
  senderName: requiredLine(SENDER_NAME_MAX),
  inbound: z.enum(MAIL_WAYS, "choice"),
  imapHost: host,
  imapPort: port,
  imapSecurity: security,
  imapUser: lineOfText(MAIL_USER_MAX),
  imapPassword: password,
  webhookPassword: password.refine((text) => text === "" || text.length >= WEBHOOK_PASSWORD_MIN, "mailWebhookShort"),
  outbound: z.enum(["installation", "own"], "choice"),
  smtpHost: host,
  smtpPort: port,
  smtpSecurity: security,
  smtpUser: lineOfText(MAIL_USER_MAX),
  smtpPassword: password,
  login: z.enum(MAIL_LOGINS, "choice"),
  oauthTokenUrl: lineOfText(OAUTH_LINE_MAX),
  oauthClientId: lineOfText(OAUTH_LINE_MAX),
  oauthClientSecret: secret(OAUTH_LINE_MAX),
  oauthGrant: z.enum(OAUTH_GRANTS, "choice"),
  oauthRefreshToken: secret(OAUTH_TOKEN_MAX),
  oauthScope: lineOfText(OAUTH_LINE_MAX),
});
type Fields = z.infer<typeof fields>;

const required = (input: Fields): (keyof Fields)[] => [
  ...(input.inbound === "imap" ? (["imapHost", "imapUser"] as const) : []),
  ...(input.outbound === "own" ? (["smtpHost"] as const) : []),
  ...(usesOauth(input) ? (["oauthTokenUrl", "oauthClientId"] as const) : []),
  ...(usesOauth(input) && input.outbound === "own" ? (["smtpUser"] as const) : []),
];

/** Only where there is a server of its own to sign in to. */
export const usesOauth = ({ login, inbound, outbound }: Pick<Fields, "login" | "inbound" | "outbound">) =>
  login === "oauth" && (inbound === "imap" || outbound === "own");

/** A password goes over the network encrypted, or not at all. */
const isOpen = (name: string, way: string) => way === "none" && name !== "" && !isLoopback(name);

/** What an admin sets of a channel that is an address of mail. */
export const mailChannelInput = fields.superRefine((input, issues) => {
  const refuse = (path: keyof Fields, message: string) => issues.addIssue({ code: "custom", path: [path], message });
  for (const path of required(input)) if (input[path] === "") refuse(path, "required");
  if (input.inbound === "imap" && isOpen(input.imapHost, input.imapSecurity)) refuse("imapSecurity", "mailSecurity");
  if (input.outbound === "own" && isOpen(input.smtpHost, input.smtpSecurity)) refuse("smtpSecurity", "mailSecurity");
});
export type MailChannelInput = z.infer<typeof mailChannelInput>;
export type MailChannelFormValues = z.input<typeof mailChannelInput>;

/** What of an account is shown: everything but its passwords. `webhookUrl`: where a service passes mail on to. */
export type MailFields = Pick<
  Fields,
  | "address"
  | "senderName"
  | "inbound"
  | "imapHost"
  | "imapPort"
  | "imapSecurity"
  | "imapUser"
  | "outbound"
  | "smtpHost"
  | "smtpPort"
  | "smtpSecurity"
  | "smtpUser"
  | "login"
  | "oauthTokenUrl"
  | "oauthClientId"
  | "oauthGrant"
  | "oauthScope"
> & { webhookUrl: string };

/** Ports of IMAP over TLS and of submission over TLS (RFC 8314). */
const IMAPS_PORT = 993;
const SUBMISSIONS_PORT = 465;

const NEW: MailFields = {
  address: "",
  senderName: "",
  inbound: "imap",
  imapHost: "",
  imapPort: IMAPS_PORT,
  imapSecurity: "tls",
  imapUser: "",
  outbound: "own",
  smtpHost: "",
  smtpPort: SUBMISSIONS_PORT,
  smtpSecurity: "tls",
  smtpUser: "",
  login: "password",
  oauthTokenUrl: "",
  oauthClientId: "",
  oauthGrant: "refresh_token",
  oauthScope: "",
  webhookUrl: "",
};

type Shown = Parameters<typeof channelFormValues>[0] & { departmentId: string | null };

/** Of a channel that is there, or of a new one. No password is among what is shown. */
export function mailChannelFormValues(channel: Shown | null, known: MailFields | null): MailChannelFormValues {
  const { webhookUrl: _, imapPort, smtpPort, ...mail } = known ?? NEW;
  return {
    ...channelFormValues(channel ?? { name: "", weight: 1, closeIdleAfterMinutes: null }),
    type: "email",
    departmentId: channel?.departmentId ?? "",
    ...mail,
    imapPort: String(imapPort),
    smtpPort: String(smtpPort),
    imapPassword: "",
    webhookPassword: "",
    smtpPassword: "",
    oauthClientSecret: "",
    oauthRefreshToken: "",
  };
}
