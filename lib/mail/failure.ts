/** Why a mail was not taken. */
export type MailFailure = {
  /** In words, with the server's own answer. */
  reason: string;
  /** The server will never take this mail: trying again would only annoy it. */
  isPermanent: boolean;
  /** Nothing else would go through now either: unreachable, no secure connection, or it refuses our account. */
  isOutage: boolean;
};

const REASON_MAX = 300;
/** Of nodemailer, and of Node's sockets beneath it. */
const UNREACHABLE = [
  "ECONNECTION",
  "ESOCKET",
  "EDNS",
  "ETIMEDOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
];
const INSECURE = ["ETLS", "EREQUIRETLS"];
const REFUSED_ACCOUNT = ["EAUTH", "ENOAUTH"];

/** Reads an error of nodemailer (its code, the SMTP command and the server's answer). */
export function explainFailure(error: unknown): MailFailure {
  const { code, command, answer, status } = readError(error);
  const words = (what: string) => `${what}: ${answer}`.slice(0, REASON_MAX).toWellFormed();
  if (UNREACHABLE.includes(code)) return { reason: words("The mail server cannot be reached"), ...OUTAGE };
  if (INSECURE.includes(code)) return { reason: words("No secure connection to the mail server"), ...OUTAGE };
  if (REFUSED_ACCOUNT.includes(code)) return { reason: words("The mail server refused the account"), ...OUTAGE };
  // 5yz is the answer that will not change (RFC 5321, section 4.2.1). To MAIL FROM it is about our own address, which
  // somebody can put right.
  const isPermanent = status >= 500 && status < 600 && command !== "MAIL FROM";
  const what = command === "RCPT TO" ? "The mail server refused the recipient" : "The mail server refused the mail";
  return { reason: words(status > 0 ? what : "Sending failed"), isPermanent, isOutage: false };
}

const OUTAGE = { isPermanent: false, isOutage: true };

function readError(error: unknown): { code: string; command: string; answer: string; status: number } {
  const known: object = typeof error === "object" && error !== null ? error : {};
  const text = (key: string): string => {
    const value: unknown = Reflect.get(known, key);
    return typeof value === "string" ? value : "";
  };
  const status: unknown = Reflect.get(known, "responseCode");
  const answer = (text("response") || text("message") || String(error)).replace(/\p{Cc}+/gu, " ");
  return { code: text("code"), command: text("command"), answer, status: typeof status === "number" ? status : 0 };
}
