import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { DomainError } from "@/lib/errors";
import { HotRequest } from "@/lib/http/hot-request";
import { wholeBodyOf } from "@/lib/http/json-response";
import { requestStream, sendStream } from "@/lib/http/node-streams";
import { pathMatcher } from "@/lib/http/path-matcher";
import { JSON_BODY_MAX } from "@/lib/http/read-json";
import type { HttpRequest } from "@/lib/http/request";
import { errorResponse, type Handler, type HotRoute, type Method } from "@/lib/http/route";

/** Header that carries the address of the other end of the connection, for handlers that only see a `Request`. */
export const PEER_HEADER = "x-foyer-peer";

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** How much of a refused body is read away before the connection ends, and for how long at most. */
const LINGER_BYTES = 256 * 1024;
const LINGER_MS = 1000;
/** The same for an upload: a browser that is still sending a file would not see why it was refused. */
const UPLOAD_LINGER = { bytes: 11 * 1024 * 1024, ms: 15_000 };

/** Writes the peer's address into the request; what a client sent under that name is overwritten. */
export function stampPeer(request: IncomingMessage): void {
  request.headers[PEER_HEADER] = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
}

/**
 * Mounts Web handlers on node:http, in front of Next. The returned function answers the request and returns true, or
 * leaves it untouched and returns false when no route has its path. HEAD is GET without a body, OPTIONS and 405 name
 * the methods. Bodies over `bodyMax` bytes are refused before a handler runs (413), compressed ones as well (415).
 */
export function mountHotRoutes(routes: HotRoute[], { bodyMax = JSON_BODY_MAX, observe }: MountOptions = {}) {
  const table = routes.map((route) => ({ ...route, match: pathMatcher(route.path) }));
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    for (const { path: name, match, handlers, streams = false } of table) {
      const params = match(path);
      if (!params) continue;
      if (observe) observeEnd(name, request, response, observe);
      answer(request, response, handlers, params, streams ? "streams" : bodyMax).catch(() => response.destroy());
      return true;
    }
    return false;
  };
}

/** `route` is its pattern, so that what is counted by it stays few. */
export type Observe = (seen: { route: string; method: string; status: number; seconds: number }) => void;
type MountOptions = { bodyMax?: number; observe?: Observe };

function observeEnd(route: string, request: IncomingMessage, response: ServerResponse, observe: Observe): void {
  const startedAt = performance.now();
  const method = METHODS.find((known) => known === request.method) ?? "other";
  response.once("close", () => {
    // 499: the other side went away before it had its answer, as nginx counts it.
    const status = response.writableFinished ? response.statusCode : 499;
    observe({ route, method, status, seconds: (performance.now() - startedAt) / 1000 });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: HotRoute["handlers"],
  params: Record<string, string>,
  bodyMax: number | "streams",
): Promise<void> {
  const sent = request.method === "HEAD" ? "GET" : request.method;
  const method = METHODS.find((known) => known === sent);
  const handler = method && handlers[method];
  if (!handler) {
    const allow = allowedMethods(handlers);
    if (sent === "OPTIONS") return refuse(request, response, new Response(null, { status: 204, headers: { allow } }));
    const refusal = errorResponse(new DomainError("method_not_allowed", `Use ${allow}`));
    refusal.headers.set("allow", allow);
    return refuse(request, response, refusal);
  }
  if ((request.headers["content-encoding"] ?? "identity") !== "identity") {
    return refuse(request, response, errorResponse(new DomainError("unsupported_media_type", "Send it uncompressed")));
  }
  if (bodyMax === "streams") return answerByStream(request, response, handler, params);
  const body = await readBody(request, bodyMax);
  if (body === "gone") return;
  if (body === "too_large") {
    return refuse(request, response, errorResponse(new DomainError("too_large", `At most ${bodyMax} bytes`)));
  }
  const isSent = body.length > 0 && request.method !== "GET" && request.method !== "HEAD";
  const result = await callHandler(request, response, handler, params, isSent ? body : undefined);
  if (result) await send(request, response, result);
}

async function answerByStream(
  request: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
  params: Record<string, string>,
): Promise<void> {
  const body = request.method === "GET" || request.method === "HEAD" ? undefined : requestStream(request);
  const result = await callHandler(request, response, handler, params, body);
  // Nobody reads on; without this, what is read away below would still be kept.
  await body?.cancel().catch(() => undefined);
  if (!result) return;
  // What the answer is read from, such as a file, would stay open.
  if (response.destroyed) return result.body?.cancel().catch(() => undefined);
  if (body && !request.complete) return refuse(request, response, result, UPLOAD_LINGER);
  if (!result.body || request.method === "HEAD") return send(request, response, result);
  response.writeHead(result.status, nodeHeaders(result));
  await sendStream(response, result.body);
}

function allowedMethods(handlers: HotRoute["handlers"]): string {
  const methods = METHODS.filter((method) => handlers[method]);
  return [...methods, ...(handlers.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
}

/** The handler's response, or null when the client has gone away meanwhile. */
async function callHandler(
  incoming: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
  params: Record<string, string>,
  body: Buffer<ArrayBuffer> | ReadableStream<Uint8Array> | undefined,
): Promise<Response | null> {
  let isGone = false;
  let abort: AbortController | undefined;
  response.once("close", () => {
    isGone = !response.writableFinished;
    if (isGone) abort?.abort();
  });
  const signal = () => {
    abort ??= new AbortController();
    if (isGone) abort.abort();
    return abort.signal;
  };
  stampPeer(incoming);
  const { method = "GET" } = incoming;
  const known = Buffer.isBuffer(body) ? { bytes: body, signal } : { stream: body, signal };
  let request: HttpRequest;
  try {
    request = new HotRequest(addressOf(incoming), { method, headers: webHeaders(incoming) }, known);
  } catch {
    return errorResponse(new DomainError("bad_request", "The request line or the Host header is malformed"));
  }
  try {
    return await handler(request, { params: Promise.resolve(params) });
  } catch (error) {
    return isGone ? null : errorResponse(error);
  }
}

/** Throws a TypeError where the `Host` header is not a host and a port alone. */
function addressOf({ headers: { host = "localhost" }, url }: IncomingMessage): string {
  if (host.includes("@")) throw new TypeError("A name and password before the host");
  return `http://${host}${url}`;
}

function webHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

/** Collects the body up to `max` bytes; a longer one stays unread on the connection. */
function readBody(request: IncomingMessage, max: number): Promise<Buffer<ArrayBuffer> | "too_large" | "gone"> {
  if (Number(request.headers["content-length"] ?? 0) > max) return Promise.resolve("too_large");
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= max) {
        chunks.push(chunk);
        return;
      }
      request.off("data", onData).pause();
      resolve("too_large");
    };
    request
      .on("data", onData)
      .once("end", () => resolve(Buffer.concat(chunks)))
      .once("error", () => resolve("gone"))
      .once("close", () => resolve("gone"));
  });
}

async function send(request: IncomingMessage, response: ServerResponse, result: Response): Promise<void> {
  // A text goes out in one piece with its head.
  const body = wholeBodyOf(result) ?? Buffer.from(await result.arrayBuffer());
  if (response.destroyed) return;
  response.writeHead(result.status, nodeHeaders(result, Buffer.byteLength(body)));
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * Answers a request whose body nobody reads, and ends the connection with it: reading on would let a client make us
 * swallow any amount. A little is read away first, because closing with bytes unread resets the connection, and the
 * client would never see the answer.
 */
async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  result: Response,
  linger = { bytes: LINGER_BYTES, ms: LINGER_MS },
): Promise<void> {
  const hasBody = "transfer-encoding" in request.headers || Number(request.headers["content-length"] ?? 0) > 0;
  if (!hasBody) return send(request, response, result);
  const body = Buffer.from(await result.arrayBuffer());
  response.writeHead(result.status, { ...nodeHeaders(result, body.length), connection: "close" });
  if (body.length > 0) response.write(body);
  else response.flushHeaders();
  await readAway(request, linger);
  response.end();
}

function readAway(request: IncomingMessage, linger: { bytes: number; ms: number }): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let size = 0;
    const done = () => {
      clearTimeout(timer);
      request.off("data", onData).pause();
      resolve();
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > linger.bytes) done();
    };
    const timer = setTimeout(done, linger.ms);
    request.on("data", onData).on("error", done).once("end", done).once("close", done).resume();
  });
}

/** `length` where the body is known as a whole; else the handler has said it, or it goes in chunks. */
function nodeHeaders(result: Response, length?: number): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { "x-content-type-options": "nosniff" };
  for (const [name, value] of result.headers) if (name !== "set-cookie") headers[name] = value;
  const cookies = result.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  const hasLength = length !== undefined && result.status !== 204 && result.status !== 304;
  if (hasLength) headers["content-length"] = String(length);
  return headers;
}
