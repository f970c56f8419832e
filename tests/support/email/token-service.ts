import http from "node:http";
import { keptAccessTokens } from "@/lib/channels/email/access-tokens";
import { tokenRequester } from "@/lib/channels/email/oauth";
import type { OauthSettings } from "@/lib/channels/email/settings";
import { testDatabase } from "@/tests/support/database";

/** What it answers instead of a token: a status and a code of RFC 6749, or a page. */
type Refusal = { status: number; error: string } | "page";

/**
 * A service on loopback that gives access tokens (RFC 6749, sections 4.4 and 6). Strict: what the real ones do not promise to
 * take is `invalid_request`. Each refresh token is taken once, and the next one comes with the answer.
 */
export async function startTokenService({ clientId = "foyer", clientSecret = "client secret", scope = "mail" } = {}) {
  const valid = new Set<string>();
  const asked: URLSearchParams[] = [];
  let refreshToken = "refresh-0";
  let refusal: Refusal | null = null;
  let expiresIn = 3600;
  let rotates = true;

  const answerTo = (request: http.IncomingMessage, body: string): { status: number; value: object } => {
    const params = new URLSearchParams(body);
    asked.push(params);
    const refuse = (error: string, status = 400) => ({
      status,
      value: { error, error_description: `AADSTS70000: secrets of ${params.get("client_id")}` },
    });
    if (refusal && refusal !== "page") return refuse(refusal.error, refusal.status);
    if (request.method !== "POST" || request.url !== "/token") return refuse("invalid_request", 404);
    if (request.headers["content-type"] !== "application/x-www-form-urlencoded") return refuse("invalid_request");
    const grant = params.get("grant_type");
    const known = ["grant_type", "client_id", "client_secret", "scope", "refresh_token"];
    if ([...params.keys()].some((name) => !known.includes(name))) return refuse("invalid_request");
    if (params.get("client_id") !== clientId) return refuse("unauthorized_client");
    if (params.get("client_secret") !== clientSecret) return refuse("invalid_client", 401);
    if (params.get("scope") !== scope) return refuse("invalid_scope");
    if (grant !== "client_credentials" && grant !== "refresh_token") return refuse("unsupported_grant_type");
    const isByRefresh = grant === "refresh_token";
    if (isByRefresh !== params.has("refresh_token")) return refuse("invalid_request");
    if (isByRefresh && params.get("refresh_token") !== refreshToken) return refuse("invalid_grant");
    const token = `access-${asked.length}`;
    valid.add(token);
    if (isByRefresh && rotates) refreshToken = `refresh-${asked.length}`;
    const next = isByRefresh && rotates ? { refresh_token: refreshToken } : {};
    return { status: 200, value: { token_type: "Bearer", access_token: token, expires_in: expiresIn, ...next } };
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { status, value } = answerTo(request, Buffer.concat(chunks).toString());
      if (refusal === "page") return response.writeHead(200, { "content-type": "text/html" }).end("<p>Sign in</p>");
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const tokenUrl = `http://127.0.0.1:${address.port}/token`;
  const settings: OauthSettings = { tokenUrl, clientId, clientSecret, scope, grant: "refresh_token", refreshToken };
  return {
    settings,
    /** Those that are good now. */
    valid,
    asked,
    refuses: (next: Refusal | null) => {
      refusal = next;
    },
    expiresIn: (seconds: number) => {
      expiresIn = seconds;
    },
    keepsRefreshToken: () => {
      rotates = false;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type TokenService = Awaited<ReturnType<typeof startTokenService>>;

/** As a process keeps them: services on this machine are allowed, as in tests they must be. */
export async function testTokens(authSecret: string) {
  return keptAccessTokens({ db: await testDatabase(), authSecret, request: tokenRequester({ allowsPrivate: true }) });
}
