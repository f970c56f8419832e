import { eq } from "drizzle-orm";
import { type channels, departments } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type ChannelError, type ChannelKinds, isChannelError } from "@/lib/channels/channel";
import { readAccount } from "@/lib/channels/email/settings";
import type { AddableType } from "@/lib/channels/rules";
import { openToken, sealToken } from "@/lib/channels/secrets";
import { DomainError } from "@/lib/errors";
import type { ServiceChannelInput } from "./channel-schemas";
import { toAccount } from "./mail-account";
import type { MailChannelInput } from "./mail-schemas";

/** What commands about channels need of the outside: the services, and the secret by which tokens are sealed. */
export type ChannelServices = { kinds: ChannelKinds; authSecret: string };

/** A token as it is stored, and whose it is. Asks the service, so it is done before any transaction. */
export async function identifyToken(
  { kinds, authSecret }: ChannelServices,
  type: AddableType,
  token: string,
): Promise<{ tokenEncrypted: string; accountId: string; link: string; pollAfter?: string }> {
  try {
    return { ...(await kinds[type].identify(token)), tokenEncrypted: sealToken(token, authSecret) };
  } catch (error) {
    if (!isChannelError(error)) throw error;
    if (type === "email") throw mailRefusal(error);
    const problem = error.kind === "token" ? "channelToken" : "channelService";
    throw new DomainError("invalid", "The service does not take this token", { fields: { token: problem } });
  }
}

const MAIL_PROBLEMS: Record<string, string> = {
  imapHost: "mailServer",
  imapPassword: "mailLogin",
  smtpHost: "mailServer",
  smtpPassword: "mailLogin",
  outbound: "mailNoServer",
  imapUser: "mailTokenRefused",
  smtpUser: "mailTokenRefused",
};

const OAUTH_PROBLEMS: Record<string, string> = {
  grant: "mailOauthGrant",
  client: "mailOauthClient",
  scope: "mailOauthScope",
  address: "mailOauthAddress",
  answer: "mailOauthAnswer",
  server: "mailServer",
};

/** At the field whose value is to blame, as the service says it. */
function mailRefusal(error: ChannelError): DomainError {
  const field: unknown = Reflect.get(error, "field");
  const oauth: unknown = Reflect.get(error, "oauth");
  if (typeof field === "string" && typeof oauth === "string") {
    const fields = { [field]: OAUTH_PROBLEMS[oauth] ?? "channelService" };
    return new DomainError("invalid", "The service gives no access token", { fields });
  }
  const known = typeof field === "string" && MAIL_PROBLEMS[field] ? field : "address";
  const fields = { [known]: MAIL_PROBLEMS[known] ?? "channelService" };
  return new DomainError("invalid", "The account does not work", { fields });
}

/**
 * The token that a form means, sealed or typed: of mail, everything that its account needs. Empty: the stored one stays.
 * @throws DomainError `invalid` with `fields`
 */
export function tokenOf(
  input: ServiceChannelInput | MailChannelInput,
  box: string | null,
  { authSecret }: Pick<ChannelServices, "authSecret">,
): string {
  if (input.type !== "email") return input.token;
  const stored = box && openToken(box, authSecret);
  return JSON.stringify(toAccount(input, stored ? readAccount(stored) : null));
}

/** What of a form is kept as it is. */
export const columnsOf = ({
  name,
  weight,
  closeIdleAfterMinutes,
  departmentId,
}: ServiceChannelInput | MailChannelInput) => ({ name, weight, closeIdleAfterMinutes, departmentId });

/** Which field an account that is another one, or taken, is told at. */
export const accountField = (type: AddableType, problem: "Taken" | "Other"): Record<string, string> =>
  type === "email" ? { address: `mail${problem}` } : { token: `channel${problem}` };

type Shown = Pick<
  typeof channels.$inferSelect,
  "name" | "weight" | "departmentId" | "closeIdleAfterMinutes" | "tokenEncrypted"
>;

/** What the log tells of a channel; of its token, that it changed. */
export const shownChannel = ({ name, weight, departmentId, closeIdleAfterMinutes, tokenEncrypted: token }: Shown) => ({
  name,
  weight,
  departmentId,
  closeIdleAfterMinutes,
  token,
});

export const SECRET_FIELDS = { secrets: ["token"] };

/** @throws DomainError `invalid` */
export async function assertDepartment(tx: Transaction, departmentId: string | null): Promise<void> {
  if (departmentId === null) return;
  const [found] = await tx.select({ id: departments.id }).from(departments).where(eq(departments.id, departmentId));
  if (!found) throw new DomainError("invalid", "No such department", { fields: { departmentId: "choice" } });
}
