import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { files } from "@/db/schema";
import { clearIncoming, purgeFiles } from "@/lib/files/purge-files";
import { CHAT_FILES_SIZE_MAX, FILE_SIZE_MAX, FILES_PER_MINUTE } from "@/lib/files/rules";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { testDatabase } from "@/tests/support/database";
import {
  chatWithUploads,
  fileRow,
  fileRowIn,
  fileRowsOf,
  incomingNames,
  isStored,
  PDF,
  picture,
  utf8,
} from "@/tests/support/files";

const SCRIPT = "<script>alert(document.domain)</script>";
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${SCRIPT}</svg>`;

describe("what a browser would run is refused, whatever it is called", () => {
  test.each([
    ["an SVG", "x.svg", SVG],
    ["an SVG with a declaration", "x.svg", `<?xml version="1.0"?>${SVG}`],
    ["an SVG as PNG", "x.png", SVG],
    ["an SVG with a declaration as PNG", "x.png", `<?xml version="1.0"?>${SVG}`],
    ["HTML as PNG", "x.png", `<!doctype html>${SCRIPT}`],
    ["HTML as JPEG", "x.jpg", `<html>${SCRIPT}`],
    ["HTML as PDF", "x.pdf", `<html>${SCRIPT}`],
    ["HTML", "x.html", SCRIPT],
    ["XHTML", "x.xhtml", SCRIPT],
    ["a packed SVG", "x.svgz", SVG],
    ["a saved page", "x.mht", SCRIPT],
    ["an HTML application", "x.hta", SCRIPT],
    ["PHP", "shell%00.php", "<?php phpinfo();"],
    ["a name that ends twice", "photo.jpg.html", SCRIPT],
    ["a script that begins like a GIF", "x.gif", `GIF89a/*${"x".repeat(50)}*/=1;alert(1)`],
    ["a script that begins like a JPEG", "x.jpg", `\u00ff\u00d8\u00ff\u00e0/*${SCRIPT}*/`],
  ])("%s", async (_, name, content) => {
    const { id, send } = await chatWithUploads();
    const { status, json } = await send(name, new Uint8Array(Buffer.from(content, "latin1")), {
      "content-type": "application/octet-stream",
    });
    expect([status, json.error.code]).toEqual([422, "invalid"]);
    expect(json.error.fields.file).toMatch(/^file(Type|Broken)$/);
    const rows = await fileRowsOf(id);
    expect(rows.filter(({ storedAt }) => storedAt)).toEqual([]);
    for (const { storageKey, thumbKey } of rows)
      expect([await isStored(storageKey), await isStored(thumbKey)]).toEqual([false, false]);
  });

  test("what hides inside of a picture is gone when it is drawn anew", async () => {
    const { send, load } = await chatWithUploads();
    const polyglot = Buffer.concat([await picture(30, 30, "gif"), utf8(SCRIPT)]);
    const { json } = await send("x.gif", new Uint8Array(polyglot));
    const { headers, text } = await load(json.file.id);
    expect(headers.get("content-type")).toBe("image/gif");
    expect(text).not.toContain("script");
  });

  test("a PDF with a script is only ever handed on, and runs nothing", async () => {
    const { send, load } = await chatWithUploads();
    const { status, json } = await send("offer.pdf", PDF, { "content-type": "application/octet-stream" });
    expect([status, json.file]).toEqual([
      201,
      {
        id: json.file.id,
        name: "offer.pdf",
        type: "application/pdf",
        size: PDF.length,
        width: null,
        height: null,
        hasThumb: false,
      },
    ]);
    const { headers, bytes } = await load(json.file.id);
    expect(bytes).toEqual(PDF);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="offer.pdf"; filename*=UTF-8''offer.pdf`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "cache-control": "private, max-age=600",
      "cross-origin-resource-policy": "same-origin",
    });
    expect((await load(json.file.id, "?thumb")).status).toBe(404);
  });

  test("markup in a text file is text", async () => {
    const { send, load } = await chatWithUploads();
    const { json } = await send("notes.txt", utf8(SCRIPT));
    const { headers } = await load(json.file.id);
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment;/);
  });
});

describe("names", () => {
  test.each([
    ["../../x.pdf", "x.pdf"],
    ["C:\\Windows\\x.pdf", "x.pdf"],
    ["C:\\", "file.pdf"],
    ["CON", "_CON.pdf"],
    [`${"n".repeat(300)}.pdf`, `${"n".repeat(116)}.pdf`],
    ['"\r\nX: 1', "_X_ 1.pdf"],
    ["a\u0000b.pdf", "ab.pdf"],
  ])("%j is stored under a random one, and shown as %j", async (name, shown) => {
    const { send, load } = await chatWithUploads();
    const { json } = await send(name, PDF);
    expect(json.file.name).toBe(shown);
    const row = await fileRow(json.file.id);
    expect(row?.storageKey).toMatch(/^[A-Za-z0-9_-]{32}$/);
    const { headers } = await load(json.file.id);
    expect([...headers.keys()]).not.toContain("x");
    expect(decodeURIComponent(headers.get("content-disposition")?.split("UTF-8''")[1] ?? "")).toBe(shown);
  });

  test.each(["", "%E0%A4%A", "x".repeat(4001)])("a name that is none (%#) is refused at its field", async (encoded) => {
    const { send } = await chatWithUploads();
    const { status, json } = await send("x.pdf", PDF, { "x-file-name": encoded });
    expect([status, json.error.fields]).toEqual([422, { name: "required" }]);
  });
});

describe("sizes", () => {
  const text = (size: number) => new Uint8Array(size).fill(97);

  test("of nothing, of the limit, of one byte more and of nobody knows", async () => {
    const { send } = await chatWithUploads();
    const empty = await send("a.txt", text(0));
    expect([empty.status, empty.json.error.fields.file]).toEqual([422, "fileEmpty"]);
    expect((await send("a.txt", text(FILE_SIZE_MAX))).status).toBe(201);
    const large = await send("a.txt", text(FILE_SIZE_MAX + 1));
    expect([large.status, large.json.error.fields.file]).toEqual([413, "fileTooLarge"]);
    expect((await send("a.txt", text(5), { "content-length": "" })).status).toBe(413);
    expect((await send("a.txt", text(5), { "content-length": "-5" })).status).toBe(413);
    expect((await send("a.txt", text(5), { "content-length": "0x5" })).status).toBe(413);
  });

  test("an upload that ends before its file, or goes on after it, leaves nothing behind", async () => {
    const { id, send } = await chatWithUploads();
    expect((await send("a.txt", text(5), { "content-length": "6" })).status).toBe(400);
    expect((await send("a.txt", text(5), { "content-length": "4" })).status).toBe(413);
    expect(incomingNames()).toEqual([]);
    const rows = await fileRowsOf(id);
    expect(rows.map(({ size, storedAt }) => [size, storedAt])).toEqual([
      [0, null],
      [0, null],
    ]);
    const db = await testDatabase();
    await db.update(files).set({ purgeAt: sql`now()` }).where(eq(files.chatId, id));
    await purgeFiles(db, fileStorage());
    expect(await fileRowsOf(id)).toEqual([]);
    expect(await clearIncoming(fileStorage().incoming)).toBe(0);
  });

  test("what is not sent as plain bytes is not read", async () => {
    const { send } = await chatWithUploads();
    const wrong: Record<string, string>[] = [
      { "content-type": "multipart/form-data; boundary=x" },
      { "content-type": "text/plain" },
      { "content-encoding": "gzip" },
    ];
    for (const headers of wrong) {
      expect((await send("a.txt", text(5), headers)).status).toBe(415);
    }
  });
});

test("archives are kept closed, byte for byte, whatever is in them", async () => {
  const { send, load } = await chatWithUploads();
  // Headers of a zip within a zip; nobody looks behind them.
  const inner = Buffer.concat([Buffer.from("PK\x03\x04\x14\x00\x00\x00", "latin1"), Buffer.alloc(500, 7)]);
  const nested = new Uint8Array(Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), Buffer.alloc(26), inner, inner]));
  const { status, json } = await send("droste.zip", nested);
  expect(status).toBe(201);
  const { headers, bytes } = await load(json.file.id);
  expect(bytes).toEqual(nested);
  expect(headers.get("content-type")).toBe("application/zip");
  expect(headers.get("content-disposition")).toMatch(/^attachment;/);
});

describe("limits", () => {
  test(`after ${FILES_PER_MINUTE} files in a minute the next one is refused, with the reason, and text still goes`, async () => {
    const { id, send } = await chatWithUploads();
    for (let sent = 0; sent < FILES_PER_MINUTE - 1; sent++) await fileRowIn(id);
    expect((await send("a.txt", utf8("last one"))).status).toBe(201);
    const { status, json, headers } = await send("a.txt", utf8("one too many"));
    expect([status, json.error.code, json.error.data.reason]).toEqual([429, "rate_limited", "files_per_minute"]);
    expect(headers.get("retry-after")).toBe("60");
  });

  test("refused files count as tries", async () => {
    const { id, send } = await chatWithUploads();
    for (let sent = 0; sent < FILES_PER_MINUTE - 1; sent++) await fileRowIn(id);
    expect((await send("a.png", utf8("no picture"))).status).toBe(422);
    expect((await send("a.txt", utf8("a text"))).status).toBe(429);
  });

  test("a chat has room for so much and no more", async () => {
    const { id, send } = await chatWithUploads();
    await fileRowIn(id, { size: CHAT_FILES_SIZE_MAX - 10, createdAt: new Date(Date.now() - 3_600_000) });
    expect((await send("a.txt", utf8("0123456789"))).status).toBe(201);
    const { status, json } = await send("a.txt", utf8("0"));
    expect([status, json.error.data.reason]).toEqual([429, "chat_quota"]);
  });
});
