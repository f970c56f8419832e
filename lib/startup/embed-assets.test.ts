import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { embedAssets } from "@/lib/startup/embed-assets";

const SCRIPT = "console.log('frame');".repeat(20);
const dir = mkdtempSync(path.join(tmpdir(), "foyer-embed-"));
const server = http.createServer();
let origin = "";

beforeAll(async () => {
  writeFileSync(path.join(dir, "frame-AB12CD34.js"), SCRIPT);
  writeFileSync(path.join(dir, "frame-AB12CD34.js.br"), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(dir, "foyer-settings.js"), SCRIPT);
  const assets = embedAssets(dir, { dev: false });
  server.on("request", (request, response) => {
    if (!assets(request, response)) response.end(`not a file: ${request.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true });
});

test("a file with a hash in its name is compressed and cached for ever", async () => {
  const response = await fetch(`${origin}/embed/frame-AB12CD34.js`, { headers: { "accept-encoding": "br, gzip" } });
  expect(await response.text()).toBe(SCRIPT);
  expect(response.headers.get("content-encoding")).toBe("br");
  expect(response.headers.get("vary")).toBe("Accept-Encoding");
  expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(response.headers.get("content-type")).toContain("javascript");
  expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
});

test("a file without a hash is cached for minutes only", async () => {
  const response = await fetch(`${origin}/embed/foyer-settings.js`);
  expect(await response.text()).toBe(SCRIPT);
  expect(response.headers.get("cache-control")).toBe("public, max-age=300, stale-while-revalidate=86400");
});

test("keys, other folders, other methods and ways out of the folder are not files", async () => {
  for (const url of [
    "/embed/some-key.js",
    "/embed/",
    "/embed",
    "/frame-AB12CD34.js",
    "/embed/..%2f..%2fpackage.json",
  ]) {
    expect(await (await fetch(origin + url)).text()).toBe(`not a file: ${url}`);
  }
  const post = await fetch(`${origin}/embed/frame-AB12CD34.js`, { method: "POST", body: "x" });
  expect(await post.text()).toContain("not a file");
});

test("a range that ends before it begins gets the whole file", async () => {
  const response = await fetch(`${origin}/embed/foyer-settings.js`, { headers: { range: "bytes=5-2" } });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(SCRIPT);
});
