import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { files } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { uuidv7 } from "@/lib/ids";
import { timelineOf } from "@/tests/support/chat-rows";
import { fileRow, fileRowIn, fileRowsOf, isStored, upload, utf8 } from "@/tests/support/files";
import { codes, expectSound, manyRounds, RACE_TIMEOUT_MS, race } from "@/tests/support/races";
import { bearer } from "@/tests/support/requests";
import { ownedChat } from "@/tests/support/scenes";
import { uploaderOf } from "./access";
import { purgeFiles } from "./purge-files";
import { inChat } from "./reserve-file";
import { CHAT_FILES_SIZE_MAX, FILES_PER_MINUTE } from "./rules";
import { fileStorage } from "./storage/process-storage";

const message = (fileId: string) => ({ clientId: uuidv7(), body: null, fileId });

describe("at the same moment", { timeout: RACE_TIMEOUT_MS }, () => {
  test("two messages with one file are one message", async () => {
    const { id, visitor } = await ownedChat();
    await manyRounds(async (round) => {
      const { id: fileId } = await fileRowIn(id, { ...uploaderOf(visitor.actor), purgeAt: new Date(Date.now() + 1e7) });
      const ended = await race(
        round,
        () => sendMessage(visitor, id, message(fileId)),
        () => sendMessage(visitor, id, message(fileId)),
      );
      expect(codes(ended)).toEqual(["ok", "ok"]);
      expect((await timelineOf(id)).filter((entry) => entry.fileId === fileId)).toHaveLength(1);
      return "one";
    });
    await expectSound([id]);
  });

  test("a file and the end of its chat leave a message with it, or no message and no file", async () => {
    const ids: string[] = [];
    await manyRounds(async (round) => {
      const { id, visitor, owner } = await ownedChat();
      ids.push(id);
      const { id: fileId } = await fileRowIn(id, { ...uploaderOf(visitor.actor), purgeAt: new Date(Date.now() + 1e7) });
      const ended = await race(
        round,
        () => sendMessage(visitor, id, message(fileId)),
        () => closeChat(owner, id),
      );
      const isSent = codes(ended)[0] === "ok";
      expect(codes(ended)).toEqual([isSent ? "ok" : "closed", "ok"]);
      expect((await timelineOf(id)).some((entry) => entry.fileId === fileId)).toBe(isSent);
      expect((await fileRow(fileId))?.purgeAt === null).toBe(isSent);
      return codes(ended).join(" ");
    });
    await expectSound(ids);
  });

  test("many uploads never take more than the room that there is", async () => {
    await manyRounds(async (round) => {
      const { id, visitor } = await ownedChat();
      const size = CHAT_FILES_SIZE_MAX / 10;
      const uploads = Array.from(
        { length: 13 },
        (_, index) => () => inChat(id)(visitor, { name: `${index}.txt`, size }),
      );
      const ended = codes(await race(round, ...uploads));
      expect(ended.filter((code) => code === "ok")).toHaveLength(10);
      expect(ended.filter((code) => code === "rate_limited")).toHaveLength(3);
      return "ten";
    });
  });

  test("many uploads are never more than a minute may have", async () => {
    const { id, visitor, owner } = await ownedChat();
    const ended = await race(
      0,
      ...Array.from(
        { length: FILES_PER_MINUTE + 5 },
        (_, index) => () => inChat(id)(index % 2 === 0 ? visitor : owner, { name: "a.txt", size: 1 }),
      ),
    );
    expect(codes(ended).filter((code) => code === "ok")).toHaveLength(FILES_PER_MINUTE);
  });

  test("a message and the broom leave a message with its bytes, or neither", async () => {
    const { id, visitor } = await ownedChat();
    const db = visitor.db;
    await manyRounds(async (round) => {
      // The rate is not what this is about.
      await db.update(files).set({ createdAt: sql`now() - interval '1 hour'` }).where(eq(files.chatId, id));
      const sent = await upload(id, { name: "a.txt", bytes: utf8("hello"), headers: bearer(visitor.token) });
      const fileId: string = sent.json.file.id;
      const [row] = (await fileRowsOf(id)).filter((each) => each.id === fileId);
      await db.update(files).set({ purgeAt: sql`now()` }).where(eq(files.id, fileId));
      const ended = await race(
        round,
        () => sendMessage(visitor, id, message(fileId)),
        () => purgeFiles(db, fileStorage()),
      );
      const isSent = codes(ended)[0] === "ok";
      expect(codes(ended)[0]).toBe(isSent ? "ok" : "not_found");
      expect(await isStored(row?.storageKey)).toBe(isSent);
      expect((await fileRow(fileId)) !== null).toBe(isSent);
      return codes(ended).join(" ");
    });
    await expectSound([id]);
  });
});
