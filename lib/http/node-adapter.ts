import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { DomainError } from "@/lib/errors";
import { JSON_BODY_MAX } from "@/lib/http/read-json";
import { errorResponse, type Handler, type HotRoute, type Method } from "@/lib/http/route";

/** Header that carries the address of the other end of the connection, for handlers that only see a `Request`. */
export const PEER_HEADER = "x-foyer-peer";

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** How much of a refused body is read away before the connection ends, and for how long at most. */
const LINGER_BYTES = 256 * 1024;
const LINGER_MS = 1000;

/** Writes the peer's address into the request; what a client sent under that name is overwritten. */
export function stampPeer(request: IncomingMessage): void {
  request.headers[PEER_HEADER] = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
}

/**
 * Mounts Web handlers on node:http, in front of Next. The returned function answers the request and returns true, or
 * leaves it untouched and returns false when no route has its path. HEAD is GET without a body, OPTIONS and 405 name
 * the methods. Bodies over `bodyMax` bytes are refused before a handler runs (413), compressed ones as well (415).
 */
export function mountHotRoutes(routes: HotRoute[], { bodyMax = JSON_BODY_MAX } = {}) {
  const table = routes.map(({ path, handlers }) => ({ match: pathMatcher(path), handlers }));
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    for (const { match, handlers } of table) {
      const params = match(path);
      if (!params) continue;
      answer(request, response, handlers, params, bodyMax).catch(() => response.destroy());
      return true;
    }
    return false;
  };
}

/** Matches `/api/chats/[chatId]` and gives the decoded parameters; null when it is another or a malformed path. */
function pathMatcher(pattern: string): (path: string) => Record<string, string> | null {
  const names: string[] = [];
  const source = pattern.replace(/[.*+?^${}()|\\]/g, "\\$&").replace(/\[(\w+)\]/g, (_, name: string) => {
    names.push(name);
    return "([^/]+)";
  });
  const expression = new RegExp(`^${source}$`);
  return (path) => {
    const found = expression.exec(path);
    if (!found) return null;
    try {
      return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? "")]));
    } catch {
      return null;
    }
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: HotRoute["handlers"],
  params: Record<string, string>,
  bodyMax: number,
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
  const body = await readBody(request, bodyMax);
  if (body === "gone") return;
  if (body === "too_large") {
    return refuse(request, response, errorResponse(new DomainError("too_large", `At most ${bodyMax} bytes`)));
  }
  const result = await callHandler(request, response, handler, params, body);
  if (result) await send(request, response, result);
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
  body: Buffer<ArrayBuffer>,
): Promise<Response | null> {
  const abort = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) abort.abort();
  });
  stampPeer(incoming);
  let request: Request;
  try {
    request = new Request(`http://${incoming.headers.host ?? "localhost"}${incoming.url}`, {
      method: incoming.method,
      headers: webHeaders(incoming),
      body: body.length > 0 && incoming.method !== "GET" && incoming.method !== "HEAD" ? body : undefined,
      signal: abort.signal,
    });
  } catch {
    return errorResponse(new DomainError("bad_request", "The request line or the Host header is malformed"));
  }
  try {
    return await handler(request, { params: Promise.resolve(params) });
  } catch (error) {
    return abort.signal.aborted ? null : errorResponse(error);
  }
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
  const body = result.body ? Buffer.from(await result.arrayBuffer()) : Buffer.alloc(0);
  if (response.destroyed) return;
  response.writeHead(result.status, nodeHeaders(result, body.length));
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * Answers a request whose body nobody reads, and ends the connection with it: reading on would let a client make us
 * swallow any amount. A little is read away first, because closing with bytes unread resets the connection, and the
 * client would never see the answer.
 */
async function refuse(request: IncomingMessage, response: ServerResponse, result: Response): Promise<void> {
  const hasBody = "transfer-encoding" in request.headers || Number(request.headers["content-length"] ?? 0) > 0;
  if (!hasBody) return send(request, response, result);
  const body = Buffer.from(await result.arrayBuffer());
  response.writeHead(result.status, { ...nodeHeaders(result, body.length), connection: "close" });
  if (body.length > 0) response.write(body);
  else response.flushHeaders();
  await readAway(request);
  response.end();
}

function readAway(request: IncomingMessage): Promise<void> {
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
      if (size > LINGER_BYTES) done();
    };
    const timer = setTimeout(done, LINGER_MS);
    request.on("data", onData).on("error", done).once("end", done).once("close", done).resume();
  });
}

function nodeHeaders(result: Response, length: number): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { "x-content-type-options": "nosniff" };
  for (const [name, value] of result.headers) if (name !== "set-cookie") headers[name] = value;
  const cookies = result.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  if (result.status !== 204 && result.status !== 304) headers["content-length"] = String(length);
  return headers;
}
