import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { departments, files, operators } from "@/db/schema";
import { purgeFiles } from "@/lib/files/purge-files";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { newStorageKey } from "@/lib/files/storage/storage";
import { uuidv7 } from "@/lib/ids";
import { deleteReply } from "@/lib/replies/delete-reply";
import { listReplies } from "@/lib/replies/queries";
import { saveReply } from "@/lib/replies/save-reply";
import type { SaveReplyInput } from "@/lib/replies/schemas";
import { asOperator, asRole, createDepartment } from "@/tests/support/factories";
import { chatWithUploads, fileRow, isStored, PDF, picture, utf8 } from "@/tests/support/files";
import { codes, manyRounds, race } from "@/tests/support/races";
import { bearer, call, ORIGIN, signedIn } from "@/tests/support/requests";
import * as replyFile from "./reply-file";
import * as replyFiles from "./reply-files";

type Who = Awaited<ReturnType<typeof asOperator>>;
const headersOf = (who: Who) => signedIn(who.actor.operatorId);

async function post(headers: Record<string, string>, name = "price list.pdf", bytes: Uint8Array = PDF) {
  const announced = { "content-type": "application/octet-stream", "content-length": String(bytes.byteLength) };
  return call(replyFiles.POST, "/api/canned-replies/files", {
    headers: { ...announced, "x-file-name": encodeURIComponent(name), ...headers },
    raw: new Uint8Array(bytes),
  });
}

async function postedBy(who: Who, name?: string, bytes?: Uint8Array): Promise<string> {
  const { status, json } = await post(await headersOf(who), name, bytes);
  expect(status).toBe(201);
  return json.file.id;
}

async function load(fileId: string, headers: Record<string, string>, search = "") {
  const request = new Request(`${ORIGIN}/api/canned-replies/files/${fileId}${search}`, { headers });
  const response = await replyFile.GET(request, { params: Promise.resolve({ fileId }) });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const personal = (fileIds?: string[]): SaveReplyInput => ({
  scope: "personal",
  title: "Prices",
  body: "Here",
  fileIds,
});
const filesOf = async (who: Who, replyId: string) =>
  (await listReplies(who.db, who.actor)).find(({ id }) => id === replyId)?.files.map(({ name }) => name);

describe("a file of a canned reply", () => {
  test("comes from operators alone, and from a page of ours", async () => {
    const anna = await asOperator((await createDepartment()).id);
    const own = await headersOf(anna);
    const { status, json } = await post(own, "цены.pdf");
    expect([status, json.file]).toEqual([
      201,
      {
        id: expect.any(String),
        name: "цены.pdf",
        type: "application/pdf",
        size: PDF.length,
        width: null,
        height: null,
        hasThumb: false,
      },
    ]);
    expect((await post({ ...own, origin: "https://evil.example" })).status).toBe(403);
    expect((await post({})).status).toBe(401);
    const { id: chatId } = await chatWithUploads();
    expect((await post(bearer(chatId))).status).toBe(401);
    const refused = await post(own, "page.html", utf8("<script>alert(1)</script>"));
    expect([refused.status, refused.json.error.fields]).toEqual([422, { file: "fileType" }]);
  });

  test("is loaded by those who may send its reply, and by nobody else", async () => {
    const department = await createDepartment();
    const [supervisor, member] = [await asRole("supervisor", department.id), await asOperator(department.id)];
    const stranger = await asOperator((await createDepartment()).id);
    const id = await postedBy(supervisor);
    const none = await load(uuidv7(), await headersOf(stranger));
    // Not saved yet: theirs alone.
    expect((await load(id, await headersOf(supervisor))).text).toBe(Buffer.from(PDF).toString());
    expect(await load(id, await headersOf(member))).toMatchObject({ status: 404, text: none.text });
    const reply = {
      scope: "department",
      departmentId: department.id,
      title: "Prices",
      body: "Here",
      fileIds: [id],
    } as const;
    await saveReply(supervisor, uuidv7(), { ...reply, fileIds: [...reply.fileIds] });
    for (const who of [supervisor, member, await asRole("admin")]) {
      const { status, headers } = await load(id, await headersOf(who));
      expect([status, headers.get("content-disposition")]).toEqual([200, expect.stringMatching(/^attachment/)]);
    }
    expect(await load(id, await headersOf(stranger))).toMatchObject({ status: 404, text: none.text });
    expect((await load(id, {})).status).toBe(401);
    expect((await load("no-id", await headersOf(member))).status).toBe(404);
  });

  test("is drawn anew when it is a picture, and has a small one", async () => {
    const anna = await asOperator();
    const id = await postedBy(anna, "map.png", await picture());
    await saveReply(anna, uuidv7(), personal([id]));
    const { headers, status } = await load(id, await headersOf(anna), "?thumb");
    expect([status, headers.get("content-type")]).toEqual([200, "image/webp"]);
  });

  test("goes a day after it came when no reply was saved with it, and stays with one", async () => {
    const anna = await asOperator();
    const [left, saved] = [await postedBy(anna), await postedBy(anna)];
    await saveReply(anna, uuidv7(), personal([saved]));
    await anna.db.update(files).set({ purgeAt: sql`purge_at - interval '26 hours'` }).where(eq(files.id, left));
    const { storageKey } = (await fileRow(left)) ?? {};
    await purgeFiles(anna.db, fileStorage());
    expect([await fileRow(left), await isStored(storageKey)]).toEqual([null, false]);
    expect(await fileRow(saved)).toMatchObject({ purgeAt: null, deletedAt: null });
  });

  test("stands where it was chosen, whichever came first", async () => {
    const anna = await asOperator((await createDepartment()).id);
    const [terms, prices] = [await postedBy(anna, "terms.pdf"), await postedBy(anna, "prices.pdf")];
    const id = uuidv7();
    await saveReply(anna, id, personal([prices, terms]));
    expect(await filesOf(anna, id)).toEqual(["prices.pdf", "terms.pdf"]);
    const rules = await postedBy(anna, "rules.pdf");
    await saveReply(anna, id, personal([terms, prices, rules]));
    expect(await filesOf(anna, id)).toEqual(["terms.pdf", "prices.pdf", "rules.pdf"]);
  });

  test("that is taken out of its reply, or whose reply goes in any way, is thrown away", async () => {
    const department = await createDepartment();
    const [admin, anna] = [await asRole("admin", department.id), await asOperator(department.id)];
    const ids = [];
    for (let index = 0; index < 4; index++) ids.push(await postedBy(index === 3 ? anna : admin, `${index}.pdf`));
    const [out = "", deleted = "", ofDepartment = "", ofOperator = ""] = ids;
    const replyId = uuidv7();
    await saveReply(admin, replyId, personal([out, deleted]));
    expect(await filesOf(admin, replyId)).toEqual(["0.pdf", "1.pdf"]);
    // Without a word of files they stay.
    await saveReply(admin, replyId, { ...personal(), title: "Prices of today" });
    expect(await filesOf(admin, replyId)).toEqual(["0.pdf", "1.pdf"]);
    await saveReply(admin, replyId, personal([deleted]));
    expect(await filesOf(admin, replyId)).toEqual(["1.pdf"]);
    await deleteReply(admin, replyId);
    await saveReply(admin, uuidv7(), { ...personal([ofDepartment]), scope: "department", departmentId: department.id });
    await saveReply(anna, uuidv7(), personal([ofOperator]));
    await admin.db.delete(departments).where(eq(departments.id, department.id));
    await admin.db.delete(operators).where(eq(operators.id, anna.actor.operatorId));
    const keys = await Promise.all(ids.map(async (id) => (await fileRow(id))?.storageKey));
    for (const id of ids) expect((await load(id, await headersOf(admin))).status).toBe(404);
    await purgeFiles(admin.db, fileStorage());
    for (const [index, id] of ids.entries()) {
      expect([await fileRow(id), await isStored(keys[index])], `${index}`).toEqual([null, false]);
    }
  });

  test("is refused when it is somebody else's, another reply's, a chat's, or not there; the reply stays as it was", async () => {
    const [anna, boris] = [await asOperator(), await asOperator()];
    const own = await postedBy(anna);
    const replyId = uuidv7();
    await saveReply(anna, replyId, personal([own]));
    const { send } = await chatWithUploads();
    const ofChat = (await send("a.txt", utf8("hi"))).json.file.id as string;
    for (const other of [await postedBy(boris), own, ofChat, uuidv7()]) {
      const target = other === own ? uuidv7() : replyId;
      await expect(saveReply(anna, target, personal([other]))).rejects.toMatchObject({
        code: "invalid",
        fields: { fileIds: "fileGone" },
      });
    }
    expect(await filesOf(anna, replyId)).toEqual(["price list.pdf"]);
    expect(await fileRow(ofChat)).toMatchObject({ replyId: null, deletedAt: null });
  });

  test("has room with others up to a limit, also when they come at once", async () => {
    const anna = await asOperator();
    const own = await headersOf(anna);
    const answers = await Promise.all(Array.from({ length: 25 }, (_, index) => post(own, `${index}.pdf`)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.map(({ json }) => json.error.data.reason)).toEqual(Array(5).fill("files_per_minute"));
    await anna.db
      .update(files)
      .set({ size: 11 * 1024 * 1024, createdAt: sql`created_at - interval '2 minutes'` })
      .where(eq(files.uploaderId, anna.actor.operatorId));
    const { status, json } = await post(own);
    expect([status, json.error.data.reason]).toEqual([429, "replies_quota"]);
  });

  test("thrown away at the moment it is saved is either kept whole or refused", async () => {
    const anna = await asOperator();
    await manyRounds(async (round) => {
      const [row] = await anna.db
        .insert(files)
        .values({
          uploaderType: "operator",
          uploaderId: anna.actor.operatorId,
          name: "a.pdf",
          type: "application/pdf",
          size: 1,
          storageKey: newStorageKey(),
          storedAt: new Date(),
          purgeAt: new Date(0),
        })
        .returning();
      const id = row?.id ?? "";
      const [saved] = codes(
        await race(
          round,
          () => saveReply(anna, uuidv7(), personal([id])),
          () => purgeFiles(anna.db, fileStorage()),
        ),
      );
      const after = await fileRow(id);
      if (saved === "ok") expect(after).toMatchObject({ purgeAt: null, deletedAt: null, replyId: expect.any(String) });
      else expect([saved, after]).toEqual(["invalid", null]);
      return saved ?? "";
    });
  });
});
