import type http from "node:http";
import type { Params } from "./checks";

/** Parameters of a call, sent as JSON or, with a file, as a form. */
export async function readParams(request: http.IncomingMessage): Promise<Params> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return JSON.parse(bytes.toString("utf8"));
  const boundary = /^multipart\/form-data; ?boundary="?([^"]+)"?$/.exec(type)?.[1];
  return boundary === undefined ? {} : readForm(bytes, boundary);
}

type Part = { name: string; value: string | File };

/** A file comes as a part of its own, which its parameter names. */
function readForm(bytes: Buffer, boundary: string): Params {
  const parts = new Map(partsOf(bytes, boundary).map(({ name, value }) => [name, value]));
  const params: Params = {};
  for (const [name, value] of parts) {
    const named = typeof value === "string" ? /^attach:\/\/(.+)$/.exec(value)?.[1] : undefined;
    if (named) params[name] = parts.get(named);
    else if (typeof value === "string") params[name] = value;
  }
  return params;
}

/** The runtime's own reader is stricter than the service, which takes any spacing of the headers (RFC 7578). */
function partsOf(bytes: Buffer, boundary: string): Part[] {
  const text = bytes.toString("latin1");
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const end = part.indexOf("\r\n\r\n");
      const headers = Buffer.from(part.slice(0, end), "latin1").toString("utf8");
      const body = Buffer.from(part.slice(end + 4, -2), "latin1");
      const name = /name="([^"]*)"/i.exec(headers)?.[1] ?? "";
      const fileName = /filename="?([^"\r\n;]*)"?/i.exec(headers)?.[1];
      return { name, value: fileName === undefined ? body.toString("utf8") : new File([body], fileName) };
    });
}
