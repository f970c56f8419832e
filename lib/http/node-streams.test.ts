import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { mountHotRoutes } from "./node-adapter";
import { limitBodyTime } from "./node-streams";
import type { Handler } from "./route";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A real server with one route that streams. */
async function serve(handler: Handler, bodyMs?: number): Promise<{ url: string; port: number }> {
  const handle = mountHotRoutes([{ path: "/files", handlers: { GET: handler, POST: handler }, streams: true }]);
  const server = http.createServer((request, response) => {
    if (bodyMs) limitBodyTime(request, bodyMs);
    if (!handle(request, response)) response.end("next");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/files`, port };
}

const MEGABYTE = 1024 * 1024;

test("a body far above the limit of other routes goes through in pieces, and so does the answer", async () => {
  let most = 0;
  const { url } = await serve(async (request) => {
    let size = 0;
    for await (const piece of request.body ?? []) {
      most = Math.max(most, piece.byteLength);
      size += piece.byteLength;
    }
    const answer = new ReadableStream({
      start(controller) {
        for (let count = 0; count < 4; count++) controller.enqueue(new Uint8Array(MEGABYTE));
        controller.close();
      },
    });
    return new Response(answer, { status: 201, headers: { "x-size": String(size) } });
  });
  const response = await fetch(url, { method: "POST", body: new Uint8Array(5 * MEGABYTE) });
  expect([response.status, response.headers.get("x-size")]).toEqual([201, String(5 * MEGABYTE)]);
  expect((await response.arrayBuffer()).byteLength).toBe(4 * MEGABYTE);
  expect(most).toBeLessThan(MEGABYTE);
});

test("a handler that does not read holds the sender up instead of filling the memory", async () => {
  let waiting = 0;
  const { url } = await serve(async (request) => {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const reader = request.body?.getReader();
    for (;;) {
      const read = await Promise.race([
        reader?.read(),
        new Promise<null>((resolve) => setImmediate(() => resolve(null))),
      ]);
      if (!read || read.done) break;
      waiting += read.value.byteLength;
      if (waiting > 2 * MEGABYTE) break;
    }
    await reader?.cancel();
    return new Response("read enough", { status: 413 });
  });
  const response = await fetch(url, { method: "POST", body: new Uint8Array(9 * MEGABYTE) });
  expect([response.status, await response.text()]).toEqual([413, "read enough"]);
});

test("a refusal reaches a sender who is still sending, and ends the connection", async () => {
  const { url } = await serve(async () => Response.json({ refused: true }, { status: 429 }));
  const response = await fetch(url, { method: "POST", body: new Uint8Array(10 * MEGABYTE) });
  expect([response.status, response.headers.get("connection"), await response.json()]).toEqual([
    429,
    "close",
    { refused: true },
  ]);
});

test("who goes away in the middle is noticed, and the process lives on", async () => {
  let onEnd: (message: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    onEnd = resolve;
  });
  const { port, url } = await serve(async (request) => {
    if (request.method === "GET") return new Response("alive");
    const reader = request.body?.getReader();
    for (;;) {
      const read = await reader?.read().catch((error: Error) => onEnd(error.message));
      if (!read || read.done) break;
    }
    return new Response(null, { status: 204 });
  });
  const socket = net.connect(port, "127.0.0.1");
  socket.write("POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nonly this");
  setTimeout(() => socket.destroy(), 50);
  expect(await ended).toMatch(/ended before/);
  expect(await (await fetch(url)).text()).toBe("alive");
});

test("an answer that nobody waits for any more is given up, with the file that it is read from", async () => {
  let onCancel = () => {};
  const cancelled = new Promise<void>((resolve) => {
    onCancel = resolve;
  });
  let onAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve;
  });
  const { port } = await serve(async (request) => {
    onAsked();
    // As long as it takes to look the file up.
    await new Promise((resolve) => request.signal.addEventListener("abort", resolve));
    return new Response(new ReadableStream({ cancel: onCancel }));
  });
  const socket = net.connect(port, "127.0.0.1");
  socket.write("GET /files HTTP/1.1\r\nHost: a\r\n\r\n");
  await asked;
  socket.destroy();
  const late = new Promise((resolve) => setTimeout(() => resolve("still open"), 2000));
  expect(await Promise.race([cancelled.then(() => "given up"), late])).toBe("given up");
});

test("a stream that breaks in the middle of an answer cuts the connection: half a file must not look whole", async () => {
  const { url } = await serve(async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1000));
        controller.error(new Error("the disk is gone"));
      },
    });
    return new Response(body, { headers: { "content-length": "2000" } });
  });
  await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
});

test("a request that is not complete in time is cut, and one that is stays", async () => {
  const { url, port } = await serve(async (request) => new Response(await request.text()), 100);
  const socket = net.connect(port, "127.0.0.1");
  socket.write("POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nonly this");
  await new Promise<void>((resolve) => socket.on("error", () => undefined).on("close", () => resolve()));
  const response = await fetch(url, { method: "POST", body: "whole" });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await response.text()).toBe("whole");
});
