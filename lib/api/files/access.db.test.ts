import { describe, expect, test } from "vitest";
import * as chatMessages from "@/lib/api/chat/messages";
import { authSecret } from "@/lib/auth/secret";
import { closeChat } from "@/lib/chats/close-chat";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { signFileLink } from "@/lib/files/link";
import { randomToken, uuidv7 } from "@/lib/ids";
import { asOperator, asRole, createChat, createDepartment } from "@/tests/support/factories";
import { download, fileRow, PDF, picture, upload, utf8 } from "@/tests/support/files";
import { bearer, call, ORIGIN, signedIn } from "@/tests/support/requests";
import * as chatFileLinks from "./chat-file-links";

async function scene() {
  const department = await createDepartment();
  const { id, visitor } = await createChat(department);
  const owner = await asOperator(department.id);
  await claimChat(owner, id);
  return { department, id, visitor, owner, headers: bearer(visitor.token) };
}

const sendFile = async (chatId: string, headers: Record<string, string>, name = "a.txt", bytes = utf8("hello")) => {
  const { status, json } = await upload(chatId, { name, bytes, headers });
  expect(status).toBe(201);
  return json.file.id as string;
};

const sendMessage = (chatId: string, headers: Record<string, string>, body: object) =>
  call(
    chatMessages.POST,
    `/api/chats/${chatId}/messages`,
    { headers, body: { clientId: uuidv7(), ...body } },
    { chatId },
  );

const links = (chatId: string, headers: Record<string, string>, fileIds: unknown) =>
  call(chatFileLinks.POST, `/api/chats/${chatId}/files/links`, { headers, body: { fileIds } }, { chatId });

const missing = crypto.randomUUID();

describe("a file that is not mine is a file that is not there, byte for byte:", () => {
  test("by its own address, with a token that is good for another chat", async () => {
    const [mine, theirs] = [await scene(), await scene()];
    const [ownId, otherId] = [
      await sendFile(mine.id, mine.headers),
      await sendFile(theirs.id, theirs.headers, "b.txt"),
    ];
    expect((await download(mine.id, ownId, mine.headers)).text).toBe("hello");
    const none = await download(mine.id, missing, mine.headers);
    expect(none.status).toBe(404);
    for (const answer of [
      // The id of another chat's file, under my own chat.
      await download(mine.id, otherId, mine.headers),
      await download(theirs.id, otherId, mine.headers),
      await download(missing, otherId, mine.headers),
      await download(mine.id, "not-an-id", mine.headers),
      await download(mine.id, "..%2f..%2fsecret", mine.headers),
    ]) {
      expect([answer.status, answer.text, [...answer.headers]]).toEqual([404, none.text, [...none.headers]]);
    }
  });

  test("in a list of addresses", async () => {
    const [mine, theirs] = [await scene(), await scene()];
    const [ownId, otherId] = [await sendFile(mine.id, mine.headers), await sendFile(theirs.id, theirs.headers)];
    const { json } = await links(mine.id, mine.headers, [ownId, otherId, missing]);
    expect(Object.keys(json.links)).toEqual([ownId]);
    const foreign = await links(theirs.id, mine.headers, [otherId]);
    const none = await links(missing, mine.headers, [otherId]);
    expect([foreign.status, foreign.text]).toEqual([404, none.text]);
  });

  test("in a message", async () => {
    const [mine, theirs] = [await scene(), await scene()];
    const otherId = await sendFile(theirs.id, theirs.headers);
    const none = await sendMessage(mine.id, mine.headers, { fileId: missing });
    for (const answer of [
      await sendMessage(mine.id, mine.headers, { fileId: otherId, body: "look" }),
      await sendMessage(theirs.id, mine.headers, { fileId: otherId }),
      // Of the other side of the same chat.
      await sendMessage(theirs.id, await signedIn(theirs.owner.actor.operatorId), { fileId: otherId, epoch: 2 }),
    ]) {
      expect([answer.status, answer.text]).toEqual([404, none.text]);
    }
    expect(await fileRow(otherId)).toMatchObject({ purgeAt: expect.any(Date) });
  });

  test("and nobody's chat takes a file of mine", async () => {
    const [mine, theirs] = [await scene(), await scene()];
    const file = { name: "a.txt", bytes: utf8("hello") };
    const foreign = await upload(theirs.id, { ...file, headers: mine.headers });
    const none = await upload(missing, { ...file, headers: mine.headers });
    expect([foreign.status, foreign.text]).toEqual([404, none.text]);
  });
});

describe("signed addresses", () => {
  test("work without a token, for the picture and its small one", async () => {
    const { id, headers } = await scene();
    const fileId = await sendFile(id, headers, "a.png", await picture());
    const { status, json } = await links(id, headers, [fileId]);
    expect(status).toBe(200);
    const search = new URL(json.links[fileId], ORIGIN).search;
    const whole = await download(id, fileId, {}, search);
    expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(whole.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect((await download(id, fileId, {}, `${search}&thumb`)).headers.get("content-type")).toBe("image/webp");
    expect(Date.parse(json.expiresAt)).toBeGreaterThan(Date.now() + 14 * 60_000);
  });

  test("open nothing else, and nothing any more once they have ended", async () => {
    const { id, headers } = await scene();
    const [fileId, otherId] = [await sendFile(id, headers), await sendFile(id, headers, "b.txt")];
    const good = signFileLink({ chatId: id, fileId }, new Date(Date.now() + 60_000), authSecret());
    const search = new URL(good, ORIGIN).search;
    const none = await download(id, missing, headers);
    const old = new URL(signFileLink({ chatId: id, fileId }, new Date(Date.now() - 1000), authSecret()), ORIGIN).search;
    const later = search.replace(/expires=(\d+)/, (_, at) => `expires=${Number(at) + 1}`);
    for (const [target, with_] of [
      [otherId, search],
      [fileId, old],
      [fileId, later],
      [fileId, "?signature="],
      [fileId, "?expires=9999999999&signature=AAAA"],
    ] as const) {
      const answer = await download(id, target, {}, with_);
      expect([answer.status, answer.text]).toEqual([404, none.text]);
    }
  });
});

describe("without a word of who asks", () => {
  test("nothing is told, not even whether a file is there", async () => {
    const { id, visitor, headers } = await scene();
    const fileId = await sendFile(id, headers);
    const answers = [
      await download(id, fileId),
      await download(id, missing),
      await download(id, fileId, bearer(randomToken(32))),
      await download(id, missing, bearer(randomToken(32))),
      await download(id, fileId, { authorization: "Bearer true" }),
      // A token in an address ends up in logs.
      await download(id, fileId, {}, `?token=${visitor.token}`),
    ];
    for (const answer of answers) expect([answer.status, answer.text]).toEqual([401, answers[0]?.text]);
    expect((await upload(id, { name: "a.txt", bytes: utf8("x"), headers: {} })).status).toBe(401);
  });
});

describe("operators", () => {
  test("load what was sent into chats of their departments, and nobody else's", async () => {
    const { id, department, owner, headers } = await scene();
    const fileId = await sendFile(id, headers);
    for (const reader of [owner, await asOperator(department.id), await asRole("admin")]) {
      expect((await download(id, fileId, await signedIn(reader.actor.operatorId))).text).toBe("hello");
    }
    const stranger = await signedIn((await asOperator((await createDepartment()).id)).actor.operatorId);
    expect((await download(id, fileId, stranger)).status).toBe(403);
    expect((await upload(id, { name: "a.txt", bytes: utf8("x"), headers: stranger })).status).toBe(403);
    expect((await sendMessage(id, stranger, { fileId })).status).toBe(403);
  });

  test("send files into their own chats, from a page of ours alone", async () => {
    const { id, department, owner } = await scene();
    const own = await signedIn(owner.actor.operatorId);
    const file = { name: "offer.pdf", bytes: PDF };
    expect((await upload(id, { ...file, headers: own })).status).toBe(201);
    expect((await upload(id, { ...file, headers: { ...own, origin: "https://evil.example" } })).status).toBe(403);
    expect((await upload(id, { ...file, headers: { ...own, origin: "" } })).status).toBe(403);
    const colleague = await signedIn((await asOperator(department.id)).actor.operatorId);
    const refused = await upload(id, { ...file, headers: colleague });
    expect([refused.status, refused.json.error.code]).toEqual([409, "not_owner"]);
  });
});

test("a closed chat takes no file, and keeps those that it has", async () => {
  const { id, visitor, headers, owner } = await scene();
  const [sent, unsent] = [await sendFile(id, headers), await sendFile(id, headers)];
  expect((await sendMessage(id, headers, { fileId: sent })).status).toBe(201);
  await closeChat(visitor, id);
  for (const who of [headers, await signedIn(owner.actor.operatorId)]) {
    const { status, json } = await upload(id, { name: "a.txt", bytes: utf8("x"), headers: who });
    expect([status, json.error.code, json.error.data.state.status]).toEqual([409, "closed", "closed"]);
  }
  const late = await sendMessage(id, headers, { fileId: unsent });
  expect([late.status, late.json.error.code]).toEqual([409, "closed"]);
  expect((await download(id, sent, headers)).text).toBe("hello");
});
