import type { IncomingMessage } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { importJWK, jwtVerify } from "jose";
import type { PushKeys } from "@/lib/push/keys";
import type { PushPayload } from "@/lib/push/push-text";
import { createPushTransport, type PushTransport } from "@/lib/push/transport";
import { type BrowserKeys, newBrowserKeys } from "./browser-keys";
import { LOOPBACK_CERTIFICATE, LOOPBACK_KEY } from "./loopback-certificate";

const DAY_SECONDS = 24 * 60 * 60;
const BODY_MAX = 4096;
export const SUBJECT = "mailto:push@foyer.example";

type Answer = { status: number; text?: string; headers?: Record<string, string> };
export type TestBrowser = BrowserKeys & { endpoint: string; received: PushPayload[] };
export type TestPushService = {
  /** A browser that is subscribed here. */
  browser: () => TestBrowser;
  transport: PushTransport;
  /** What the service answers from now on; null: takes everything. */
  answer: (next: Answer | null) => void;
  /** Headers of all requests that it took, and what was wrong with those that it did not. */
  taken: IncomingMessage["headers"][];
  refused: string[];
  close: () => Promise<void>;
};

/**
 * A push service on loopback, as strict as the real ones: it takes a message only by TLS, signed by the key that the
 * browser subscribed with (RFC 8292), encrypted to the browser (RFC 8291), and with the headers of RFC 8030.
 */
export async function startPushService(keys: PushKeys): Promise<TestPushService> {
  const browsers = new Map<string, TestBrowser>();
  const taken: TestPushService["taken"] = [];
  const refused: string[] = [];
  let forced: Answer | null = null;
  const server = https.createServer({ key: LOOPBACK_KEY, cert: LOOPBACK_CERTIFICATE }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const reply = ({ status, text = "", headers = {} }: Answer) => response.writeHead(status, headers).end(text);
    if (forced) return reply(forced);
    const browser = browsers.get(request.url ?? "");
    if (!browser) return reply({ status: 410, text: "no such subscription" });
    try {
      await judge(request, Buffer.concat(chunks), origin(), keys.publicKey);
      browser.received.push(JSON.parse(browser.decrypt(Buffer.concat(chunks))));
      taken.push(request.headers);
      return reply({ status: 201, headers: { location: `${origin()}/message/${taken.length}` } });
    } catch (error) {
      refused.push(String(error));
      return reply({ status: 400, text: String(error) });
    }
  });
  await new Promise<void>((done) => server.listen({ host: "localhost", port: 0 }, done));
  const origin = () => `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    browser() {
      const path = `/push/${browsers.size}-${Math.random().toString(36).slice(2)}`;
      const browser = { ...newBrowserKeys(), endpoint: `${origin()}${path}`, received: [] };
      browsers.set(path, browser);
      return browser;
    },
    transport: createPushTransport({ keys, subject: SUBJECT, allows: () => true, ca: LOOPBACK_CERTIFICATE }),
    answer(next) {
      forced = next;
    },
    taken,
    refused,
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

async function judge(request: IncomingMessage, body: Buffer, origin: string, publicKey: string): Promise<void> {
  const { headers, method } = request;
  const must = (isMet: boolean, what: string) => {
    if (!isMet) throw new Error(what);
  };
  must(method === "POST", "a push message is posted");
  must(headers["content-encoding"] === "aes128gcm", "the content encoding is aes128gcm");
  must(/^\d+$/.test(String(headers.ttl)), "TTL is a number of seconds");
  must(["very-low", "low", "normal", "high"].includes(String(headers.urgency)), "urgency is one of four");
  must(headers.topic === undefined || /^[\w-]{1,32}$/.test(String(headers.topic)), "a topic has up to 32 characters");
  must(body.length > 0 && body.length <= BODY_MAX, "a body of up to 4096 bytes");
  const [, token = "", key = ""] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? "") ?? [];
  must(key === publicKey, "the key of the subscription");
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const jwk = await importJWK({ kty: "EC", crv: "P-256", x, y }, "ES256");
  const { payload } = await jwtVerify(token, jwk, { audience: origin, algorithms: ["ES256"] });
  must(Number(payload.exp) <= Date.now() / 1000 + DAY_SECONDS, "valid for a day at most");
  must(/^(mailto:|https:)/.test(String(payload.sub)), "a subject that can be asked");
}
