import type { IncomingMessage, ServerResponse } from "node:http";
import type { RealtimeLimits, RealtimeLog } from "../options";
import { CLOSE, parseJson } from "../protocol";
import { HttpProblem, readBody, respond } from "./message";
import { HttpSession } from "./session";

export type HttpTransportsOptions = {
  limits: RealtimeLimits;
  log: RealtimeLog;
  isOriginAllowed?: (origin: string | undefined) => boolean;
  /** Takes a place for one more socket and answers how to give it back, or the status to refuse it with. */
  admit(request: IncomingMessage): (() => void) | 429 | 503;
  /** Called for each new session. */
  onSession(session: HttpSession, key: string, query: URLSearchParams): void;
};

/** Below pusher-js's `httpPath`: the app's key, then server and session as the client chose them, then what it wants. */
const PATH = /^(\/pusher\/app\/([^/]{1,100})\/[^/.]{1,40}\/[^/.]{1,40})\/(xhr|xhr_streaming|xhr_send)$/;
const PREFLIGHT_SECONDS = 3600;

/**
 * The requests of clients whose WebSockets are blocked, SockJS 0.3 without its iframe: `POST …/xhr_streaming` and
 * `POST …/xhr` receive, `POST …/xhr_send` sends. Gives a function that is false, and does nothing, for other paths.
 */
export function createHttpTransports({ limits, log, isOriginAllowed, admit, onSession }: HttpTransportsOptions) {
  const sessions = new Map<string, HttpSession>();

  function sessionOf(place: string, key: string, request: IncomingMessage, query: URLSearchParams): HttpSession {
    const known = sessions.get(place);
    if (known) return known;
    const release = admit(request);
    if (typeof release === "number") throw new HttpProblem(release, "Too many connections");
    const session = new HttpSession(limits.requestGapMs, () => {
      sessions.delete(place);
      release();
    });
    sessions.set(place, session);
    onSession(session, key, query);
    return session;
  }

  async function take(session: HttpSession | undefined, request: IncomingMessage): Promise<void> {
    if (!session) throw new HttpProblem(404, "Unknown session");
    // Twice the size of a message: it travels as JSON in a string.
    const body = await readBody(request, limits.frameBytes * 2);
    const texts = parseJson(body.toString());
    if (!Array.isArray(texts) || !texts.every((text) => typeof text === "string")) {
      throw new HttpProblem(400, "Invalid body: expected a JSON array of messages");
    }
    if (texts.some((text) => Buffer.byteLength(text) > limits.frameBytes)) {
      session.close(CLOSE.messageTooBig, "Message too big");
      throw new HttpProblem(413, `A message exceeds the allowed maximum (${limits.frameBytes} bytes)`);
    }
    session.take(texts);
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    [, place = "", key = "", action]: RegExpExecArray,
    query: URLSearchParams,
  ): Promise<void> {
    const { origin } = request.headers;
    if (isOriginAllowed && !isOriginAllowed(origin)) throw new HttpProblem(403, "Origin not allowed");
    for (const [name, value] of Object.entries(corsHeaders(origin))) response.setHeader(name, value);
    if (request.method === "OPTIONS") return respond(response, { status: 204 });
    if (request.method !== "POST") throw new HttpProblem(405, "Method not allowed");
    if (action === "xhr_send") {
      await take(sessions.get(place), request);
      return respond(response, { status: 204 });
    }
    const session = sessionOf(place, key, request, query);
    request.resume();
    response.writeHead(200, { "Content-Type": "application/javascript; charset=utf-8", ...UNBUFFERED });
    session.receive(response, action === "xhr_streaming");
  }

  return function handle(request: IncomingMessage, response: ServerResponse): boolean {
    const [path = "", search = ""] = (request.url ?? "").split("?", 2);
    const match = PATH.exec(path);
    if (!match) return false;
    answer(request, response, match, new URLSearchParams(search)).catch((error: unknown) => {
      const problem = error instanceof HttpProblem ? error : new HttpProblem(500, "Internal error");
      if (problem !== error) log.error({ err: error }, "realtime HTTP transport failed");
      respond(response, { status: problem.status, contentType: "text/plain", text: problem.message });
    });
    return true;
  };
}

/** Frames are of use at once or not at all; nginx and others would collect them first. */
const UNBUFFERED = { "Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no" };

/** Clients are pages of other origins; they send JSON but no cookies. */
function corsHeaders(origin: string | undefined): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": origin ?? "*",
    "Access-Control-Allow-Methods": "OPTIONS, POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": String(PREFLIGHT_SECONDS),
    Vary: "Origin",
  };
}
