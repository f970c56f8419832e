import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { jsonResponse } from "@/lib/http/json-response";
import { mountHotRoutes, type Observe } from "@/lib/http/node-adapter";
import type { HttpRequest } from "@/lib/http/request";
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

test("a body can be read as a text and as a stream, and an empty one is empty", async () => {
  const ways: Record<string, (request: HttpRequest) => Promise<unknown>> = {
    text: (request) => request.text(),
    stream: async (request) => (request.body ? new Response(request.body).text() : null),
  };
  const { url } = await serve(
    Object.entries(ways).map(([name, read]) =>
      route(`/api/${name}`, "POST", async (request) => Response.json({ read: await read(request) })),
    ),
  );
  const read = async (name: string, body: string | null) =>
    (await fetch(`${url}/api/${name}`, { method: "POST", body })).json();
  for (const name of ["text", "stream"]) expect(await read(name, '"ä"')).toEqual({ read: '"ä"' });
  expect(await read("text", null)).toEqual({ read: "" });
  expect(await read("stream", null)).toEqual({ read: null });
});

test("a handler hears that its client has gone away", async () => {
  const gone = deferred();
  const { url } = await serve([
    route("/api/slow", "POST", async ({ signal }) => {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      gone.resolve();
      return new Response();
    }),
  ]);
  const abort = new AbortController();
  const answer = fetch(`${url}/api/slow`, { method: "POST", body: "x", signal: abort.signal }).catch(() => "aborted");
  setTimeout(() => abort.abort(), 50);
  await gone.promise;
  expect(await answer).toBe("aborted");
});

test("a handler that asks only after its client has gone away hears of it, too", async () => {
  const ended = deferred();
  let isAborted = false;
  const { url } = await serve([
    route("/api/late", "POST", async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      isAborted = request.signal.aborted;
      ended.resolve();
      return new Response();
    }),
  ]);
  const abort = new AbortController();
  const answer = fetch(`${url}/api/late`, { method: "POST", body: "x", signal: abort.signal }).catch(() => "aborted");
  setTimeout(() => abort.abort(), 50);
  await ended.promise;
  expect(isAborted).toBe(true);
  expect(await answer).toBe("aborted");
});

test("an answer that was made of its text is the same as one that was not", async () => {
  const value = { text: "schön \u2028", empty: null };
  const { url } = await serve([
    route("/api/kept", "GET", async () => jsonResponse(value, { status: 202, headers: { "x-extra": "1" } })),
    route("/api/plain", "GET", async () => Response.json(value, { status: 202, headers: { "x-extra": "1" } })),
  ]);
  for (const method of ["GET", "HEAD"]) {
    const [kept, plain] = await Promise.all(["kept", "plain"].map((name) => fetch(`${url}/api/${name}`, { method })));
    const told = async (response: Response | undefined) => ({
      text: await response?.text(),
      status: response?.status,
      headers: [...(response?.headers ?? [])].filter(([name]) => name !== "date"),
    });
    expect(await told(kept)).toEqual(await told(plain));
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

test.each(["a b", "name:word@host"])("a Host header that is no host is 400: %s", async (host) => {
  const { port } = await serve();
  const { text } = await raw(port, `GET ${PATH} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
});

test("the address of a request is what a browser would have made of it", async () => {
  const { url, port } = await serve([route("/all/[rest]", "GET", async ({ url }) => new Response(url))]);
  const { text } = await raw(port, `GET /all/a|b?x=%20y HTTP/1.1\r\nHost: EXAMPLE.com:80\r\nConnection: close\r\n\r\n`);
  expect(text).toContain("http://example.com/all/a|b?x=%20y");
  expect(await (await fetch(`${url}/all/ä?x=ä`)).text()).toBe(`${url}/all/%C3%A4?x=%C3%A4`);
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

test("a path that takes the whole rest gets it, and nothing without one", async () => {
  const { url } = await serve([route("/api/v9/[...path]", "GET", echoParams)]);
  expect(await (await fetch(`${url}/api/v9/a/b.svg?c=d`)).json()).toEqual({ path: "a/b.svg" });
  expect(await (await fetch(`${url}/api/v9/`)).text()).toBe("next");
  expect(await (await fetch(`${url}/api/v9`)).text()).toBe("next");
});
