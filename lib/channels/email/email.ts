import { log } from "@/lib/log";
import type { MailSettings } from "@/lib/mail/settings";
import { type Arrived, ChannelError, type ChannelKind, isChannelError } from "../channel";
import type { AccessTokens } from "./access-tokens";
import { type FetchedMail, fetchMails, findEnd } from "./imap";
import { withLogin } from "./log-in";
import { isOauthError, type OauthProblem } from "./oauth";
import { readMail } from "./read-mail";
import { carriesPassword, readMailRequest } from "./requests";
import { type MailAccount, readAccount } from "./settings";
import { checkServer, type Server, sendLetter, toServer } from "./smtp";
import { toIncoming } from "./to-incoming";
import { watchMailbox } from "./watch-mailbox";

export type EmailOptions = {
  /** Signs threads. */
  secret: string;
  /** The server of the installation, for accounts that have none of their own; null: there is none. */
  server: Omit<MailSettings, "from"> | null;
  tokens: AccessTokens;
};

const POLL_SECONDS = 30;
const JOIN_SECONDS = 20;
const JOIN_SECONDS_MAX = 120;
/** Servers take about 25 MB, and a file grows by a third on its way. */
const FILES_MAX = 15 * 1024 * 1024;

/** What an account lacks, by the field of the form that holds it. */
export type AccountProblem =
  | "imapHost"
  | "imapPassword"
  | "imapUser"
  | "smtpHost"
  | "smtpPassword"
  | "smtpUser"
  | "outbound"
  | "oauthTokenUrl"
  | "oauthClientId"
  | "oauthScope"
  | "oauthRefreshToken";

/** A refusal of an account, with the field that is to be corrected. */
export class AccountError extends ChannelError {
  readonly field: AccountProblem;
  /** What is wrong with its access tokens, where that is it. */
  readonly oauth: OauthProblem | null;
  constructor(field: AccountProblem, error: ChannelError) {
    super(error.kind, error.message);
    this.field = field;
    this.oauth = isOauthError(error) ? error.problem : null;
  }
}

const OAUTH_FIELDS: Record<OauthProblem, AccountProblem> = {
  grant: "oauthRefreshToken",
  client: "oauthClientId",
  scope: "oauthScope",
  address: "oauthTokenUrl",
  answer: "oauthTokenUrl",
  server: "oauthTokenUrl",
};

/**
 * Mail: what comes in is read from a mailbox, or told by a service that passes it on; what is said goes out as letters.
 * Nothing is ever sent by itself, such as a receipt, so no two machines can answer each other.
 */
export function emailKind({ secret, server: installation, tokens }: EmailOptions): ChannelKind {
  const accountOf = (token: string): MailAccount => {
    const account = readAccount(token);
    if (!account) throw new ChannelError("token", "This is no account");
    return account;
  };
  /** By its own server, or by that of the installation. @throws ChannelError */
  const outbound = <T>(account: MailAccount, work: (server: Server) => Promise<T>): Promise<T> => {
    if (account.smtp) return withLogin(tokens, account, account.smtp, (server) => work(toServer(server)));
    if (!installation)
      throw new AccountError("outbound", new ChannelError("token", "There is no server that takes mail"));
    return work(installation);
  };
  const read = async (account: MailAccount, fetched: readonly FetchedMail[]): Promise<Arrived[][]> => {
    const all: Arrived[][] = [];
    for (const mail of fetched) all.push(await arrivedOf(mail, { address: account.address, secret }));
    return all.filter((arrived) => arrived.length > 0);
  };
  return {
    type: "email",
    textMax: Number.POSITIVE_INFINITY,
    captionMax: 0,
    fileMax: Number.POSITIVE_INFINITY,
    pollEverySeconds: POLL_SECONDS,

    async identify(token) {
      const account = accountOf(token);
      const login = account.oauth ? "User" : "Password";
      const ours = account.smtp ? (["smtpHost", `smtp${login}`] as const) : (["outbound", "outbound"] as const);
      await blame(ours, async () => outbound(account, checkServer));
      const { imap, address } = account;
      const theirs = ["imapHost", `imap${login}`] as const;
      const pollAfter = imap ? await blame(theirs, () => withLogin(tokens, account, imap, findEnd)) : null;
      return { accountId: address, link: `mailto:${address}`, ...(pollAfter !== null && { pollAfter }) };
    },

    receives: (token) => (accountOf(token).imap ? "poll" : "told"),
    listen: async (token) => void accountOf(token),
    isFromService: (headers, _, token) => carriesPassword(headers, readAccount(token)?.webhookPassword ?? null),
    readRequest: async (token, request) =>
      read(accountOf(token), [{ raw: await readMailRequest(request), isCut: false }]),
    readUpdate: (update) => (isArrived(update) ? update : null),

    async poll(token, { after }) {
      const account = accountOf(token);
      if (!account.imap) return { updates: [], after };
      const look = await withLogin(tokens, account, account.imap, (server) => fetchMails(server, after));
      const { mails, after: now, isMore } = look;
      return { updates: await read(account, mails), after: now, isMore };
    },

    async watch(token, onNews) {
      const account = accountOf(token);
      if (!account.imap) return null;
      return withLogin(tokens, account, account.imap, (server) => watchMailbox(server, onNews));
    },

    perform: async () => refuse(),
    sendFile: async () => refuse(),
    download: async () => refuse(),

    letters: {
      joinSeconds: JOIN_SECONDS,
      joinSecondsMax: JOIN_SECONDS_MAX,
      filesMax: FILES_MAX,
      async send(token, letter) {
        const account = accountOf(token);
        return outbound(account, (server) => sendLetter(server, account, letter, secret));
      },
    },
  };
}

/** Only what `poll` and `readRequest` have made comes here; anything else is not looked at. */
const isArrived = (update: unknown): update is Arrived[] => Array.isArray(update);

const refuse = (): never => {
  throw new ChannelError("refused", "Mail goes out as letters, and files come along with it");
};

/** Names the field whose value is to blame: the server's, or that of the password. */
async function blame<T>(
  [host, password]: readonly [AccountProblem, AccountProblem],
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isChannelError(error) || error instanceof AccountError) throw error;
    if (isOauthError(error)) throw new AccountError(OAUTH_FIELDS[error.problem], error);
    throw new AccountError(error.kind === "token" ? password : host, error);
  }
}

/** Nothing of a mail that nobody has written, or that cannot be read: it stays in its mailbox, and the log says why. */
async function arrivedOf({ raw, isCut }: FetchedMail, signer: Parameters<typeof toIncoming>[1]): Promise<Arrived[]> {
  try {
    const taken = toIncoming(await readMail(raw), signer, { isCut });
    if ("arrived" in taken) return taken.arrived;
    log.info({ address: signer.address, left: taken.left }, "a mail was left");
  } catch (error) {
    log.warn({ address: signer.address, reason: error instanceof Error ? error.name : "" }, "a mail cannot be read");
  }
  return [];
}
