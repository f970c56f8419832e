import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppSpace } from "./app-space";
import { HttpProblem, readBody, respond } from "./http/message";
import type { RealtimeLimits, RealtimeLog } from "./options";
import { answerRestCall } from "./rest-routes";
import { bodyMd5, isRequestSignature, isSame, requestText } from "./signature";

type RestApi = { spaces: ReadonlyMap<string, AppSpace>; limits: RealtimeLimits; log: RealtimeLog };

const APP_PATH = /^\/apps\/([^/]+)\/(.+)$/;

/**
 * The HTTP API that server libraries call to publish events and to ask about channels.
 * Source: Pusher Channels, "HTTP API reference". Answers false when the path is not one of it.
 */
export function handleRestRequest(api: RestApi, request: IncomingMessage, response: ServerResponse): boolean {
  const [path = "", search = ""] = (request.url ?? "").split("?", 2);
  const [, appId, subPath] = APP_PATH.exec(path) ?? [];
  if (appId === undefined || subPath === undefined) return false;
  answer(api, request, path, appId, subPath, new URLSearchParams(search))
    .then((result) => respond(response, { status: 200, contentType: "application/json", text: JSON.stringify(result) }))
    .catch((error: unknown) => {
      const problem = error instanceof HttpProblem ? error : new HttpProblem(500, "Internal error");
      if (problem !== error) api.log.error({ err: error }, "realtime HTTP API failed");
      respond(response, { status: problem.status, contentType: "text/plain", text: problem.message });
    });
  return true;
}

async function answer(
  api: RestApi,
  request: IncomingMessage,
  path: string,
  appId: string,
  subPath: string,
  query: URLSearchParams,
): Promise<object> {
  const method = request.method ?? "GET";
  const space = api.spaces.get(appId);
  if (!space) throw new HttpProblem(404, "Unknown app");
  // The signature covers body_md5, so that a stranger's body need not even be read.
  assertSigned(space, api.limits, method, path, query);
  const body = await readBody(request, api.limits.requestBytes);
  if ((body.length > 0 || query.has("body_md5")) && !isSame(query.get("body_md5"), bodyMd5(body))) {
    throw new HttpProblem(401, "Invalid body_md5: it is not the MD5 of the body");
  }
  return answerRestCall(method, subPath, space, query, body);
}

function assertSigned(
  { app }: AppSpace,
  { timestampWindowSeconds }: RealtimeLimits,
  method: string,
  path: string,
  query: URLSearchParams,
): void {
  if (!isSame(query.get("auth_key"), app.key)) throw new HttpProblem(401, "Unknown auth_key");
  if (query.get("auth_version") !== "1.0") throw new HttpProblem(401, "Invalid auth_version: expected 1.0");
  const timestamp = query.get("auth_timestamp") ?? "";
  const differenceSeconds = Math.abs(Math.floor(Date.now() / 1000) - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || differenceSeconds > timestampWindowSeconds) {
    throw new HttpProblem(401, `Timestamp expired: not within ${timestampWindowSeconds}s of server time`);
  }
  const text = requestText(method, path, query);
  if (!isRequestSignature(app, query.get("auth_signature"), text)) {
    const expected = `HmacSHA256Hex(${JSON.stringify(text)}, your_secret_key)`;
    throw new HttpProblem(401, `Invalid signature: you should have sent ${expected}`);
  }
}
