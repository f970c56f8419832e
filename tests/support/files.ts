import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { files } from "@/db/schema";
import * as chatFile from "@/lib/api/files/chat-file";
import * as chatFiles from "@/lib/api/files/chat-files";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { testDatabase } from "./database";
import { createChat, createDepartment } from "./factories";
import { bearer, call, ORIGIN } from "./requests";

export const utf8 = (text: string) => new Uint8Array(Buffer.from(text));

export const picture = async (width = 40, height = 20, format: "png" | "jpeg" | "webp" | "gif" | "avif" = "png") =>
  new Uint8Array(
    await sharp({ create: { width, height, channels: 3, background: "#0b6275" } })
      .toFormat(format)
      .toBuffer(),
  );

/** The smallest thing that begins and ends like a PDF; its script would run when it is opened. */
export const PDF = utf8(
  "%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<<>>\n%%EOF\n",
);

type Sent = { name: string; bytes: Uint8Array; headers: Record<string, string> };

/** Sends a file as a browser does. A header with an empty value is left out. */
export const upload = (chatId: string, { name, bytes, headers }: Sent) => {
  const all = {
    "content-type": "application/octet-stream",
    "content-length": String(bytes.byteLength),
    "x-file-name": encodeURIComponent(name),
    ...headers,
  };
  return call(
    chatFiles.POST,
    `/api/chats/${chatId}/files`,
    {
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== "")),
      raw: new Uint8Array(bytes),
    },
    { chatId },
  );
};

/** Asks for a file; `link` is a signed address. */
export async function download(chatId: string, fileId: string, headers: Record<string, string> = {}, search = "") {
  const url = `${ORIGIN}/api/chats/${chatId}/files/${fileId}${search}`;
  const response = await chatFile.GET(new Request(url, { headers }), { params: Promise.resolve({ chatId, fileId }) });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: Buffer.from(bytes).toString() };
}

/** A chat that waits, and its visitor's browser. */
export async function chatWithUploads() {
  const { id, visitor } = await createChat(await createDepartment());
  const headers = bearer(visitor.token);
  const send = (name: string, bytes: Uint8Array, more: Record<string, string> = {}) =>
    upload(id, { name, bytes, headers: { ...headers, ...more } });
  const load = (fileId: string, search = "") => download(id, fileId, headers, search);
  return { id, send, load };
}

export async function fileRow(id: string) {
  const [row] = await (await testDatabase()).select().from(files).where(eq(files.id, id));
  return row ?? null;
}

export const fileRowsOf = async (chatId: string) =>
  (await testDatabase()).select().from(files).where(eq(files.chatId, chatId));

/** Whether the storage of the tests has bytes under a key, and what is still coming in. */
export const isStored = async (key: string | null | undefined) => {
  const stored = key ? await fileStorage().open(key) : null;
  await stored?.body.cancel();
  return stored !== null;
};
export const incomingNames = () => {
  try {
    return readdirSync(fileStorage().incoming);
  } catch {
    return [];
  }
};

/** A stored file without the way over HTTP, for what only counts rows. */
export async function fileRowIn(chatId: string, values: Partial<typeof files.$inferInsert> = {}) {
  const [row] = await (await testDatabase())
    .insert(files)
    .values({
      chatId,
      uploaderType: "visitor",
      uploaderId: crypto.randomUUID(),
      name: "some.txt",
      type: "text/plain",
      size: 1,
      storageKey: randomBytes(24).toString("base64url"),
      storedAt: new Date(),
      ...values,
    })
    .returning();
  if (!row) throw new Error("no row");
  return row;
}

export const storageRoot = () => path.dirname(fileStorage().incoming);
