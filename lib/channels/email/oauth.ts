import { z } from "zod";
import { assertAllowedHost, ForbiddenAddressError, guardedLookup } from "@/lib/net/guarded-lookup";
import { post } from "@/lib/net/post";
import { isPrivateAddress, isPublicAddress } from "@/lib/net/public-address";
import { problemOfUrl } from "@/lib/webhooks/rules";
import { ChannelError, type ChannelErrorKind } from "../channel";
import type { OauthSettings } from "./settings";

/** What is wrong, as far as it tells who can put it right: the grant, the client, the scope, the address, or the service. */
export type OauthProblem = "grant" | "client" | "scope" | "address" | "answer" | "server";

export class OauthError extends ChannelError {
  readonly problem: OauthProblem;
  constructor(problem: OauthProblem, kind: ChannelErrorKind, message: string) {
    super(kind, message);
    this.problem = problem;
  }
}

export const isOauthError = (error: unknown): error is OauthError => error instanceof OauthError;

/** `refreshToken`: the next one, where the service has given another. */
export type Granted = { accessToken: string; expiresInSeconds: number; refreshToken: string | null };

const LIMITS = { timeoutMs: 15_000, maxBytes: 64 * 1024 };
/** Where a service does not say how long a token is good for (RFC 6749, 5.1, asks it to). */
const USUAL_SECONDS = 3600;

/** What may stand in a header, as SASL wants it, too. */
const token = z.string().regex(/^[\x21-\x7e]{1,8192}$/);
const grantedAnswer = z.object({
  access_token: token,
  expires_in: z.coerce.number().int().positive().catch(USUAL_SECONDS),
  refresh_token: token.nullish().catch(null),
});
const refusedAnswer = z.object({ error: z.string().regex(/^[a-z_]{1,60}$/) });

const PROBLEMS: Record<string, OauthProblem> = {
  invalid_grant: "grant",
  invalid_client: "client",
  unauthorized_client: "client",
  invalid_scope: "scope",
};

export type RequestToken = (settings: OauthSettings, refreshToken: string) => Promise<Granted>;

/**
 * Asks the service of an account for an access token (RFC 6749, sections 4.4 and 6). Its address is an admin's: where it
 * leads is looked at when it is connected to, and no redirection is followed, so that secrets go where they were meant to go.
 * `allowsPrivate`: it may be in the network of this machine, then also without TLS.
 * @throws OauthError
 */
export const tokenRequester =
  ({ allowsPrivate }: { allowsPrivate: boolean }): RequestToken =>
  async (settings, refreshToken) => {
    const { tokenUrl, clientId, clientSecret, grant, scope } = settings;
    const problem = problemOfUrl(tokenUrl, allowsPrivate);
    if (problem) throw new OauthError("address", "token", `OAuth: the address is refused: ${problem}`);
    const body = new URLSearchParams({
      grant_type: grant,
      client_id: clientId,
      ...(clientSecret !== "" && { client_secret: clientSecret }),
      ...(scope !== "" && { scope }),
      ...(grant === "refresh_token" && { refresh_token: refreshToken }),
    });
    const { status, text } = await ask(new URL(tokenUrl), body.toString(), allowsPrivate);
    return readAnswer(status, text);
  };

async function ask(url: URL, body: string, allowsPrivate: boolean) {
  const isSecret = url.protocol === "https:";
  const allows = (address: string) =>
    (isSecret && isPublicAddress(address)) || (allowsPrivate && isPrivateAddress(address));
  const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
  try {
    assertAllowedHost(url.hostname, allows);
    return await post(url, { method: "POST", headers, lookup: guardedLookup(allows) }, body, LIMITS);
  } catch (error) {
    if (error instanceof ForbiddenAddressError) throw new OauthError("address", "token", "OAuth: a private address");
    // Its words may hold what was asked.
    throw new OauthError("server", "unreachable", `OAuth: ${error instanceof Error ? error.name : "no answer"}`);
  }
}

/** Of a refusal only its code is repeated: the words beside it may name accounts. @throws OauthError */
function readAnswer(status: number, text: string): Granted {
  const value = jsonOf(text);
  if (status >= 200 && status <= 299) {
    const read = grantedAnswer.safeParse(value);
    if (!read.success) throw new OauthError("answer", "token", `OAuth: HTTP ${status} without a token`);
    const { access_token: accessToken, expires_in: expiresInSeconds, refresh_token } = read.data;
    return { accessToken, expiresInSeconds, refreshToken: refresh_token ?? null };
  }
  if (status >= 500 || status === 408 || status === 429) {
    throw new OauthError("server", "unreachable", `OAuth: HTTP ${status}`);
  }
  const code = refusedAnswer.safeParse(value).data?.error ?? "";
  throw new OauthError(PROBLEMS[code] ?? "answer", "token", `OAuth: HTTP ${status} ${code}`.trim());
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
