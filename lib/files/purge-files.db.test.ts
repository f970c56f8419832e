import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { chatEvents, files } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { getEventsPage } from "@/lib/chats/queries";
import { uuidv7 } from "@/lib/ids";
import { text } from "@/tests/support/chat-rows";
import { download, fileRow, isStored, picture, storageRoot, upload, utf8 } from "@/tests/support/files";
import { bearer } from "@/tests/support/requests";
import { ownedChat } from "@/tests/support/scenes";
import { clearIncoming, isPurgeDue, markFilesForPurge, purgeFiles } from "./purge-files";
import { inChat } from "./reserve-file";
import { fileStorage } from "./storage/process-storage";
import { type FileStorage, StorageError } from "./storage/storage";
import { uploadFile } from "./upload-file";

async function scene() {
  const { id, visitor, owner } = await ownedChat();
  const { db } = visitor;
  const send = async (name = "a.png", bytes?: Uint8Array) => {
    const answer = await upload(id, { name, bytes: bytes ?? (await picture()), headers: bearer(visitor.token) });
    const row = await fileRow(answer.json.file.id);
    if (!row) throw new Error("no row");
    return row;
  };
  const age = (fileId: string) => db.update(files).set({ purgeAt: sql`now()` }).where(eq(files.id, fileId));
  return { id, visitor, owner, db, send, age, headers: bearer(visitor.token) };
}

test("a file that no message took along is thrown away, its small picture and its row as well", async () => {
  const { db, send, age } = await scene();
  const row = await send();
  // What other tests have left behind.
  await purgeFiles(db, fileStorage());
  expect(await isPurgeDue(db)).toBe(false);
  await age(row.id);
  expect(await isPurgeDue(db)).toBe(true);
  expect(await purgeFiles(db, fileStorage())).toMatchObject({ failed: 0 });
  expect([await isStored(row.storageKey), await isStored(row.thumbKey), await fileRow(row.id)]).toEqual([
    false,
    false,
    null,
  ]);
  expect(await isPurgeDue(db)).toBe(false);
});

test("a file in a message is never thrown away by its age", async () => {
  const { id, visitor, db, send } = await scene();
  const row = await send();
  await sendMessage(visitor, id, { clientId: uuidv7(), body: null, fileId: row.id });
  await purgeFiles(db, fileStorage());
  expect([await isStored(row.storageKey), await isStored(row.thumbKey)]).toEqual([true, true]);
});

test("files of a chat that is erased cannot be loaded any more at once, and leave nothing but a place in the timeline", async () => {
  const { id, visitor, owner, db, send, headers } = await scene();
  const [sent, unsent] = [await send(), await send()];
  const { event } = await sendMessage(visitor, id, { clientId: uuidv7(), body: null, fileId: sent.id });
  await db.transaction((tx) => markFilesForPurge(tx, id));
  expect((await download(id, sent.id, headers)).status).toBe(404);
  expect(await purgeFiles(db, fileStorage())).toMatchObject({ failed: 0 });
  for (const { storageKey, thumbKey } of [sent, unsent]) {
    expect([await isStored(storageKey), await isStored(thumbKey)]).toEqual([false, false]);
  }
  expect(await fileRow(unsent.id)).toBeNull();
  const { events } = await getEventsPage(db, owner.actor, id, { after: event.seq - 1, limit: 9 });
  expect(events[0]?.file).toEqual({ ...event.file, name: "", size: 0, width: null, height: null, hasThumb: false });
});

test("a file that is still coming in while its chat is erased leaves no bytes that nobody knows", async () => {
  const { id, visitor, db } = await scene();
  const keys: string[] = [];
  const storage: FileStorage = {
    ...fileStorage(),
    put: async (key, from, type) => {
      // Erased, and swept, while the bytes were on their way.
      await db.transaction((tx) => markFilesForPurge(tx, id));
      await purgeFiles(db, fileStorage());
      await fileStorage().put(key, from, type);
      keys.push(key);
    },
  };
  const sent = { name: "a.txt", size: 5, body: pieces("hello") };
  await expect(uploadFile(visitor, storage, inChat(id), sent)).rejects.toMatchObject({ code: "conflict" });
  await db.update(files).set({ purgeAt: sql`now()` }).where(eq(files.chatId, id));
  await purgeFiles(db, fileStorage());
  expect(await Promise.all(keys.map(isStored))).toEqual([false]);
  expect(await db.select().from(files).where(eq(files.chatId, id))).toEqual([]);
});

test("nothing is stored under a key that no row knows, whenever the process may die", async () => {
  const { id, visitor, db } = await scene();
  const unknown: string[] = [];
  let stored = 0;
  const storage: FileStorage = {
    ...fileStorage(),
    put: async (key, from, type) => {
      const rows = await db.select().from(files).where(eq(files.chatId, id));
      if (!rows.some(({ storageKey, thumbKey }) => storageKey === key || thumbKey === key)) unknown.push(key);
      await fileStorage().put(key, from, type);
      stored += 1;
    },
  };
  const bytes = await picture();
  const body = new Blob([new Uint8Array(bytes)]).stream() as ReadableStream<Uint8Array>;
  await uploadFile(visitor, storage, inChat(id), { name: "a.png", size: bytes.byteLength, body });
  expect([stored, unknown]).toEqual([2, []]);
});

test("bytes that cannot be deleted now are deleted later", async () => {
  const { db, send, age } = await scene();
  const row = await send();
  await age(row.id);
  const broken: FileStorage = { ...fileStorage(), remove: () => Promise.reject(new StorageError("no")) };
  expect((await purgeFiles(db, broken)).failed).toBeGreaterThan(0);
  expect((await fileRow(row.id))?.purgeAt?.getTime()).toBeGreaterThan(Date.now());
  await age(row.id);
  await purgeFiles(db, fileStorage());
  expect([await fileRow(row.id), await isStored(row.storageKey)]).toEqual([null, false]);
});

const pieces = (content: string) => new Blob([content]).stream() as ReadableStream<Uint8Array>;

test.each([
  ["no room", new StorageError("full", { isFull: true }), "storage_full"],
  ["no room on the disk", Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }), "storage_full"],
  ["no answer", new StorageError("The storage answered 500"), "unavailable"],
])("a storage with %s refuses the file in words, and the chat goes on", async (_, error, code) => {
  const { id, visitor, db } = await scene();
  const storage: FileStorage = { ...fileStorage(), put: () => Promise.reject(error) };
  const sent = { name: "a.txt", size: 5, body: pieces("hello") };
  await expect(uploadFile(visitor, storage, inChat(id), sent)).rejects.toMatchObject({ code });
  // Its room is free again.
  expect(await db.select({ size: files.size }).from(files).where(eq(files.chatId, id))).toEqual([{ size: 0 }]);
  expect(await sendMessage(visitor, id, text("Then by mail"))).toMatchObject({ created: true });
});

test("what a dead process left behind while it took a file in is cleared away, and nothing else", async () => {
  const incoming = path.join(storageRoot(), "incoming-of-this-test");
  for (const name of ["old", "new"]) {
    mkdirSync(path.join(incoming, name), { recursive: true });
    writeFileSync(path.join(incoming, name, "source"), "x");
  }
  const longAgo = new Date(Date.now() - 3 * 3_600_000);
  utimesSync(path.join(incoming, "old"), longAgo, longAgo);
  expect(await clearIncoming(incoming)).toBe(1);
  expect(readdirSync(incoming)).toEqual(["new"]);
  expect(await clearIncoming(path.join(incoming, "none"))).toBe(0);
});

test("the database itself keeps a message from carrying a file of another chat", async () => {
  const [one, other] = [await scene(), await scene()];
  const { id: fileId } = await one.send("a.txt", utf8("x"));
  await expect(
    other.db.insert(chatEvents).values({
      chatId: other.id,
      seq: 99,
      kind: "message",
      senderType: "visitor",
      senderId: crypto.randomUUID(),
      fileId,
    }),
  ).rejects.toMatchObject({ cause: { message: expect.stringContaining("chat_events_file_fk") } });
});
