import http from "node:http";
import https from "node:https";

export type Answer = { status: number; text: string; headers: http.IncomingHttpHeaders };
type Limits = {
  /** From the first byte to the last: a server that drips its answer must not hold others up. */
  timeoutMs: number;
  /** Of the answer; the rest is not waited for. */
  maxBytes: number;
};

/** No answer within the time that there was. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/**
 * Sends a request with a body by HTTP or HTTPS, as the address says, on a connection of its own, and gives the answer
 * whatever its status. No redirection is followed. Rejects with a `TimeoutError`, or with what Node's sockets say.
 */
export function post(
  url: URL,
  options: https.RequestOptions,
  body: Buffer | string,
  { timeoutMs, maxBytes }: Limits,
): Promise<Answer> {
  const { request: open } = url.protocol === "http:" ? http : https;
  return new Promise((resolve, reject) => {
    const request = open(url, { ...options, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => {
        // Cut between two characters where the limit is inside of one.
        const text = Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8").replace(/�$/, "");
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        // The status says all that counts.
        if (size > maxBytes) {
          finish();
          request.destroy();
        }
      });
      response.on("end", finish);
      response.on("error", reject);
    });
    const timer = setTimeout(
      () => request.destroy(new TimeoutError(`no answer within ${timeoutMs / 1000} seconds`)),
      timeoutMs,
    );
    request.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end(body);
  });
}
