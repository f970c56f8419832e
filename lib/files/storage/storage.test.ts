import { createHash, createHmac } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { localStorage } from "./local-storage";
import { storageOf } from "./process-storage";
import { s3Storage } from "./s3-storage";
import { assertStorageKey, type FileStorage, newStorageKey, StorageError } from "./storage";

const root = mkdtempSync(path.join(tmpdir(), "foyer-storage-"));
const ends: (() => void)[] = [() => rmSync(root, { recursive: true, force: true })];
afterAll(() => {
  for (const end of ends) end();
});

const SECRET = "a secret key of the bucket";
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** The signature of a request by AWS Signature Version 4, worked out anew from the documentation. */
function signatureOf(request: http.IncomingMessage, scope: string, signed: string): string {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://s3");
  const names = signed.split(";");
  const canonical = [
    request.method,
    pathname,
    searchParams.toString(),
    ...names.map((name) => `${name}:${request.headers[name]}`),
    "",
    signed,
    request.headers["x-amz-content-sha256"],
  ].join("\n");
  const date = String(request.headers["x-amz-date"]);
  const hash = createHash("sha256").update(canonical).digest("hex");
  const [day = "", region = "", service = ""] = scope.split("/");
  const key = hmac(hmac(hmac(hmac(`AWS4${SECRET}`, day), region), service), "aws4_request");
  return hmac(key, ["AWS4-HMAC-SHA256", date, scope, hash].join("\n")).toString("hex");
}

/** A service that speaks as much of S3 as is needed; `answer` says what it does instead. */
async function bucket(answer?: (request: http.IncomingMessage) => [number, string] | undefined) {
  const objects = new Map<string, { bytes: Buffer; type: string | undefined }>();
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const [status, text] = answer?.(request) ?? [];
    if (status) return response.writeHead(status).end(text);
    const [, scope = "", signed = "", signature] =
      /Credential=AKID\/([^,]+), SignedHeaders=([^,]+), Signature=(\w+)$/.exec(request.headers.authorization ?? "") ??
      [];
    if (signature !== signatureOf(request, scope, signed))
      return response.writeHead(403).end("<Code>SignatureDoesNotMatch</Code>");
    const key = request.url ?? "";
    if (request.method === "PUT") {
      objects.set(key, { bytes: Buffer.concat(chunks), type: request.headers["content-type"] });
      return response.end();
    }
    if (request.method === "DELETE") {
      objects.delete(key);
      return response.writeHead(204).end();
    }
    const found = objects.get(key);
    return found ? response.end(found.bytes) : response.writeHead(404).end("<Code>NoSuchKey</Code>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = {
    endpoint,
    bucket: "files",
    region: "eu-central-1",
    accessKeyId: "AKID",
    secretAccessKey: SECRET,
    prefix: "foyer/",
  };
  return {
    objects,
    settings,
    storage: s3Storage(settings),
    wrong: s3Storage({ ...settings, secretAccessKey: "wrong" }),
  };
}

let count = 0;
const source = (content: string) => {
  const folder = path.join(root, "incoming");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `source-${++count}`);
  writeFileSync(file, content);
  return file;
};
const read = async (storage: FileStorage, key: string) => {
  const found = await storage.open(key);
  return found && { text: await new Response(found.body).text(), size: found.size };
};

describe.each([
  ["the disk", async () => localStorage(path.join(root, "files"))],
  ["a bucket", async () => (await bucket()).storage],
])("%s", (_, make) => {
  test("gives back what was put in, until it is removed; and removing twice is no error", async () => {
    const storage = await make();
    const [key, other] = [newStorageKey(), newStorageKey()];
    await storage.put(key, source("Grüße"), "text/plain");
    await storage.put(other, source(""), "text/plain");
    expect(await read(storage, key)).toEqual({ text: "Grüße", size: 7 });
    await storage.remove(key);
    expect(await storage.open(key)).toBeNull();
    expect(await read(storage, other)).toEqual({ text: "", size: 0 });
    await storage.remove(key);
  });

  test.each(["../../etc/passwd", "", "a/b", "a".repeat(31), `${"a".repeat(31)}.`, `${"a".repeat(31)}\n`])(
    "never makes a place out of %j",
    async (key) => {
      const storage = await make();
      await expect(storage.put(key, source("x"), "text/plain")).rejects.toThrow("not a storage key");
      await expect(storage.open(key)).rejects.toThrow("not a storage key");
      await expect(storage.remove(key)).rejects.toThrow("not a storage key");
    },
  );
});

test("keys say nothing, and no two are alike", () => {
  const keys = new Set(Array.from({ length: 1000 }, newStorageKey));
  expect(keys.size).toBe(1000);
  for (const key of keys) assertStorageKey(key);
});

test("on the disk nobody else may look into the folders, and what was stored is no longer among what comes in", async () => {
  const storage = localStorage(path.join(root, "own"));
  const key = newStorageKey();
  const file = source("x");
  await storage.put(key, file, "text/plain");
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(path.join(root, "own", key.slice(0, 2)))).toEqual([key]);
});

test("in a bucket, keys have their prefix, and the type is kept", async () => {
  const { objects, storage } = await bucket();
  const key = newStorageKey();
  await storage.put(key, source("x"), "application/pdf");
  expect([...objects]).toEqual([[`/files/foyer/${key}`, { bytes: Buffer.from("x"), type: "application/pdf" }]]);
});

test("a bucket that refuses is told with its code, without what was signed", async () => {
  const { wrong } = await bucket();
  const refused = wrong.put(newStorageKey(), source("x"), "text/plain");
  await expect(refused).rejects.toMatchObject({ name: "StorageError", isFull: false });
  await expect(refused).rejects.toThrow("The storage answered 403 SignatureDoesNotMatch");
  await expect(wrong.open(newStorageKey())).rejects.toBeInstanceOf(StorageError);
  await expect(wrong.remove(newStorageKey())).rejects.toBeInstanceOf(StorageError);
});

test.each([
  [507, "<Error><Code>XMinioStorageFull</Code></Error>"],
  [403, "<Error><Code>QuotaExceeded</Code></Error>"],
])("a bucket without room (%s) says so", async (status, text) => {
  const { storage } = await bucket(() => [status, text]);
  await expect(storage.put(newStorageKey(), source("x"), "text/plain")).rejects.toMatchObject({ isFull: true });
});

test("a file from a bucket may take its reader longer than the bucket may take to answer", async () => {
  const { objects, settings } = await bucket();
  const storage = s3Storage(settings, { answerMs: 300 });
  const key = newStorageKey();
  objects.set(`/files/foyer/${key}`, { bytes: Buffer.alloc(4_000_000, "x"), type: "text/plain" });
  const found = await storage.open(key);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await new Response(found?.body).arrayBuffer()).byteLength).toBe(4_000_000);
});

test("a bucket that does not answer is given up", async () => {
  const { settings } = await bucket();
  const silent = http.createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const storage = s3Storage({ ...settings, endpoint }, { answerMs: 100 });
  await expect(storage.open(newStorageKey())).rejects.toBeInstanceOf(StorageError);
});

test("a bucket that is away for a moment is asked again", async () => {
  let calls = 0;
  const { storage, objects } = await bucket(() => (++calls === 1 ? [503, "<Code>SlowDown</Code>"] : undefined));
  await storage.put(newStorageKey(), source("x"), "text/plain");
  expect(objects.size).toBe(1);
});

test("files are on the disk beside the database, unless a bucket is named", () => {
  expect(storageOf(parseEnv({ DATA_DIR: root })).incoming).toBe(path.join(root, "files", "incoming"));
  const env = parseEnv({
    S3_BUCKET: "b",
    S3_ENDPOINT: "https://s3.example.com",
    S3_ACCESS_KEY_ID: "k",
    S3_SECRET_ACCESS_KEY: "s",
  });
  expect(storageOf(env).incoming).toBe(path.join(tmpdir(), "foyer-incoming"));
});
