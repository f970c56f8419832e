import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppSpace } from "./app-space";
import type { RealtimeLimits, RealtimeLog } from "./options";
import { answerRestCall, RestProblem } from "./rest-routes";
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
    .then((result) => respond(response, 200, "application/json", JSON.stringify(result)))
    .catch((error: unknown) => {
      if (error instanceof RestProblem) return respond(response, error.status, "text/plain", error.message);
      api.log.error({ err: error }, "realtime HTTP API failed");
      respond(response, 500, "text/plain", "Internal error");
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
  if (!space) throw new RestProblem(404, "Unknown app");
  // The signature covers body_md5, so that a stranger's body need not even be read.
  assertSigned(space, api.limits, method, path, query);
  const body = await readBody(request, api.limits.requestBytes);
  if ((body.length > 0 || query.has("body_md5")) && !isSame(query.get("body_md5"), bodyMd5(body))) {
    throw new RestProblem(401, "Invalid body_md5: it is not the MD5 of the body");
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
  if (!isSame(query.get("auth_key"), app.key)) throw new RestProblem(401, "Unknown auth_key");
  if (query.get("auth_version") !== "1.0") throw new RestProblem(401, "Invalid auth_version: expected 1.0");
  const timestamp = query.get("auth_timestamp") ?? "";
  const differenceSeconds = Math.abs(Math.floor(Date.now() / 1000) - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || differenceSeconds > timestampWindowSeconds) {
    throw new RestProblem(401, `Timestamp expired: not within ${timestampWindowSeconds}s of server time`);
  }
  const text = requestText(method, path, query);
  if (!isRequestSignature(app, query.get("auth_signature"), text)) {
    const expected = `HmacSHA256Hex(${JSON.stringify(text)}, your_secret_key)`;
    throw new RestProblem(401, `Invalid signature: you should have sent ${expected}`);
  }
}

async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const tooLarge = new RestProblem(413, `Request body exceeds the allowed maximum (${limitBytes} bytes)`);
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  // An iterator would destroy the request when left early, and the client would not learn why.
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) reject(tooLarge);
      else chunks.push(chunk);
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", () => reject(new RestProblem(400, "Request aborted")));
    request.on("close", () => reject(new RestProblem(400, "Request aborted")));
  });
}

function respond(response: ServerResponse, status: number, contentType: string, text: string): void {
  if (response.destroyed) return;
  const headers = {
    "Content-Type": contentType,
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-store",
  };
  // After a refusal nobody reads what may still come of the body: the connection ends instead of being drained.
  response.writeHead(status, response.req.complete ? headers : { ...headers, Connection: "close" });
  response.end(text);
}
