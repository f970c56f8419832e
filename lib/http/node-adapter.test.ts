import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { mountHotRoutes, type Observe } from "@/lib/http/node-adapter";
import type { Handler, HotRoute, Method } from "@/lib/http/route";

const closers: Array<() => void> = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const route = (path: string, method: Method, handler: Handler): HotRoute => ({ path, handlers: { [method]: handler } });

const echoParams: Handler = async (_request, { params }) =>
  Response.json(await params, { headers: { "x-extra": "1" } });
const echoBody: Handler = async (request) =>
  Response.json({ body: await request.text(), peer: request.headers.get("x-foyer-peer") }, { status: 201 });
const echoRoute: HotRoute = {
  path: "/api/things/[thingId]/parts/[partId]",
  handlers: { GET: echoParams, POST: echoBody },
};

/** A real server with one echo route and whatever the test adds; what no route takes is answered "next". */
async function serve(
  routes: HotRoute[] = [],
  bodyMax?: number,
  observe?: Observe,
): Promise<{ url: string; port: number }> {
  const handle = mountHotRoutes([echoRoute, ...routes], { bodyMax, observe });
  const server = http.createServer((request, response) => {
    if (!handle(request, response)) response.end("next");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

const PATH = "/api/things/a%20b/parts/7";

/** Writes raw bytes and gives everything that comes back until the connection ends, and how much was written. */
function raw(port: number, head: string, chunk?: Buffer, chunks = 0): Promise<{ text: string; written: number }> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    let text = "";
    let written = 0;
    socket.on("data", (data) => {
      text += data.toString();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve({ text, written }));
    socket.write(head);
    const pump = () => {
      while (chunk && written < chunk.length * chunks && !socket.destroyed) {
        written += chunk.length;
        if (
          !socket.write(Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]))
        ) {
          socket.once("drain", pump);
          return;
        }
      }
    };
    pump();
  });
}

test("parameters arrive decoded and the query does not disturb the match", async () => {
  const { url } = await serve();
  const response = await fetch(`${url}${PATH}?x=1`);
  expect(await response.json()).toEqual({ thingId: "a b", partId: "7" });
});

test("another path, a malformed one and one with a slash more are left to Next", async () => {
  const { url } = await serve();
  for (const path of ["/api/things", "/api/things/a/parts/%E0%A4", `${PATH}/`, "/xapi/things/a/parts/7"]) {
    expect(await (await fetch(url + path)).text()).toBe("next");
  }
});

test("HEAD is GET without the body", async () => {
  const { url } = await serve();
  const response = await fetch(url + PATH, { method: "HEAD" });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-extra")).toBe("1");
  expect(Number(response.headers.get("content-length"))).toBeGreaterThan(10);
  expect(await response.text()).toBe("");
});

test("an unknown method is 405 and OPTIONS 204, both name what is allowed", async () => {
  const { url } = await serve();
  const refused = await fetch(url + PATH, { method: "DELETE" });
  expect(refused.status).toBe(405);
  expect(refused.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  expect(await refused.json()).toMatchObject({ error: { code: "method_not_allowed" } });
  const options = await fetch(url + PATH, { method: "OPTIONS" });
  expect(options.status).toBe(204);
  expect(options.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
});

test("a body of exactly the limit passes, one byte more is 413", async () => {
  const { url } = await serve([], 1000);
  const fits = await fetch(url + PATH, { method: "POST", body: "x".repeat(1000) });
  expect(fits.status).toBe(201);
  expect(await fits.json()).toMatchObject({ body: "x".repeat(1000) });
  const refused = await fetch(url + PATH, { method: "POST", body: "x".repeat(1001) });
  expect(refused.status).toBe(413);
  expect(refused.headers.get("connection")).toBe("close");
  expect(await refused.json()).toMatchObject({ error: { code: "too_large" } });
});

test("an announced length over the limit is refused before the body is sent", async () => {
  const { port } = await serve();
  const { text } = await raw(port, `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
});

test("an endless chunked body is 413 and the connection is cut", async () => {
  const { port } = await serve();
  const head = `POST ${PATH} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const { text, written } = await raw(port, head, Buffer.alloc(64 * 1024), 800);
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
  expect(text).toContain('"code":"too_large"');
  expect(written).toBeLessThan(20_000_000);
});

test("a compressed body is 415, whatever it would unpack to", async () => {
  const { url } = await serve();
  const response = await fetch(url + PATH, { method: "POST", body: "x", headers: { "content-encoding": "gzip" } });
  expect(response.status).toBe(415);
});

test("the peer's address cannot be forged", async () => {
  const { url } = await serve();
  const response = await fetch(url + PATH, { method: "POST", body: "x", headers: { "x-foyer-peer": "6.6.6.6" } });
  expect(await response.json()).toMatchObject({ peer: "127.0.0.1" });
});

test("several cookies stay several headers", async () => {
  const headers = new Headers([
    ["set-cookie", "a=1; Path=/"],
    ["set-cookie", "b=2; Path=/"],
  ]);
  const { url } = await serve([route("/c", "GET", async () => new Response(null, { headers }))]);
  expect((await fetch(`${url}/c`)).headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
});

test("204 carries no length", async () => {
  const { url } = await serve([route("/n", "PUT", async () => new Response(null, { status: 204 }))]);
  const response = await fetch(`${url}/n`, { method: "PUT", body: "{}" });
  expect(response.status).toBe(204);
  expect(response.headers.get("content-length")).toBeNull();
});

test("a client that goes away aborts the handler's signal", async () => {
  const aborted = deferred();
  const entered = deferred();
  const hang: Handler = (request) =>
    new Promise((_, reject) => {
      request.signal.addEventListener("abort", () => {
        aborted.resolve();
        reject(request.signal.reason);
      });
      entered.resolve();
    });
  const { url } = await serve([route("/hang", "GET", hang)]);
  const client = new AbortController();
  const request = fetch(`${url}/hang`, { signal: client.signal }).catch(() => "gone");
  await entered.promise;
  client.abort();
  expect(await request).toBe("gone");
  await aborted.promise;
});

test("a Host header that is no host is 400", async () => {
  const { port } = await serve();
  const { text } = await raw(port, `GET ${PATH} HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
});

test("a handler that throws answers a bare 500", async () => {
  const broken = async () => {
    throw new Error("secret detail");
  };
  const { url } = await serve([route("/broken", "GET", broken)]);
  const response = await fetch(`${url}/broken`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret");
});

test("what was served is told by its pattern and never by what stands in its path", async () => {
  const seen: Parameters<Observe>[0][] = [];
  const { url } = await serve([], undefined, (one) => seen.push(one));
  await (await fetch(`${url}${PATH}`)).text();
  await (await fetch(`${url}${PATH}`, { method: "DELETE" })).text();
  await (await fetch(`${url}/elsewhere`)).text();
  await expect.poll(() => seen.length).toBe(2);
  expect(seen).toMatchObject([
    { route: echoRoute.path, method: "GET", status: 200 },
    { route: echoRoute.path, method: "DELETE", status: 405 },
  ]);
});
