import type { IncomingMessage, ServerResponse } from "node:http";

/** A request that is refused; its message is the body of the answer. */
export class HttpProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Throws an `HttpProblem` (413) as soon as there is more than the limit, and (400) when the request breaks off. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const tooLarge = new HttpProblem(413, `Request body exceeds the allowed maximum (${limitBytes} bytes)`);
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
    request.on("error", () => reject(new HttpProblem(400, "Request aborted")));
    request.on("close", () => reject(new HttpProblem(400, "Request aborted")));
  });
}

type Answer = { status: number; contentType?: string; text?: string };

/** Answers in one piece, unless an answer has begun already. */
export function respond(response: ServerResponse, { status, contentType, text = "" }: Answer): void {
  if (response.destroyed || response.headersSent) return;
  if (contentType) response.setHeader("Content-Type", contentType);
  if (status !== 204) response.setHeader("Content-Length", Buffer.byteLength(text));
  response.setHeader("Cache-Control", "no-store");
  // After a refusal nobody reads what may still come of the body: the connection ends instead of being drained.
  if (!response.req.complete) response.setHeader("Connection", "close");
  response.writeHead(status);
  response.end(text);
}
