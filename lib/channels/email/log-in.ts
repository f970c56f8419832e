import { type ChannelError, isChannelError } from "../channel";
import type { AccessTokens } from "./access-tokens";
import type { MailAccount, MailServerSettings } from "./settings";

/** A server with what opens it: the password that is set, or an access token. */
export type MailServer = MailServerSettings & { accessToken?: string };

/**
 * Does something with a server of an account, signed in as the account says. A token that was good until a moment ago may have
 * been revoked: where the server refuses one, it is tried once more with a new one.
 * @throws ChannelError
 */
export async function withLogin<T>(
  tokens: AccessTokens,
  { oauth }: Pick<MailAccount, "oauth">,
  server: MailServerSettings,
  work: (server: MailServer) => Promise<T>,
): Promise<T> {
  if (oauth === null) return work(server);
  const accessToken = await tokens(oauth);
  try {
    return await work({ ...server, accessToken });
  } catch (error) {
    if (!isRefusedLogin(error)) throw error;
    return work({ ...server, accessToken: await tokens(oauth, accessToken) });
  }
}

const isRefusedLogin = (error: unknown): error is ChannelError => isChannelError(error) && error.kind === "token";
