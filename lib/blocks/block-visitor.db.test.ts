import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries, offlineMessages, visitorBlocks } from "@/db/schema";
import { closeChat } from "@/lib/chats/close-chat";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { rateChat } from "@/lib/chats/visitor/rate-chat";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { inChat } from "@/lib/files/reserve-file";
import { findKnownVisitor } from "@/lib/identity/known-visitors";
import { uuidv7 } from "@/lib/ids";
import { leaveOfflineMessage } from "@/lib/offline-messages/leave-offline-message";
import { hashAddress, UNSEEN } from "@/lib/presences/seen";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { chatOf, entriesOf, text, timelineOf } from "@/tests/support/chat-rows";
import {
  asOperator,
  asRole,
  asThere,
  asVisitor,
  createChat,
  createDepartment,
  startInput,
  testContext,
  unique,
} from "@/tests/support/factories";
import { blockVisitor, forgetAddresses } from "./block-visitor";
import { liftBlock } from "./lift-block";
import { listBlocks } from "./queries";

const FOR_GOOD = { reason: "Insults", hours: null, address: false };
const offline = (key: string) => ({
  key,
  clientId: uuidv7(),
  name: "Vera",
  email: "v@example.com",
  phone: null,
  body: "Call me",
  locale: "en" as const,
});

async function talk() {
  const department = await createDepartment();
  const operator = await asThere({ departmentIds: [department.id], name: "Anna" });
  const { id, visitor } = await createChat(department, "Stupid");
  await claimChat(operator, id);
  return { department, operator, id, visitor };
}

describe("a blocked visitor", () => {
  test("is refused with a start, a message that reopens, an offline message, a file and a comment, in every department", async () => {
    const { department, operator, id, visitor } = await talk();
    const other = await createDepartment();
    expect(await blockVisitor(operator, id, FOR_GOOD)).toMatchObject({ chats: 1, address: false });
    expect(await chatOf(id)).toMatchObject({ status: "closed", closeReason: "operator" });
    const refused = [
      startChat(visitor, visitor.token, startInput(department.key), "test browser"),
      startChat(visitor, visitor.token, startInput(other.key), "test browser"),
      leaveOfflineMessage(visitor, visitor.token, offline(department.key)),
      sendMessage(visitor, id, text("More", { reopen: true })),
      rateChat(visitor, id, { score: 1, comment: "Stupid" }),
    ];
    await Promise.all(refused.map((outcome) => expect(outcome).rejects.toMatchObject({ code: "forbidden" })));
    await expect(sendMessage(visitor, id, text("More"))).rejects.toMatchObject({ code: "closed" });
    await expect(inChat(id)(visitor, { name: "a.png", size: 10 })).rejects.toMatchObject({ code: "closed" });
    const left = eq(offlineMessages.visitorId, visitor.actor.visitorId);
    expect(await visitor.db.select().from(offlineMessages).where(left)).toEqual([]);
  });

  test("reads that the chat has ended, and nothing of a block", async () => {
    const { operator, id } = await talk();
    operator.published.length = 0;
    await blockVisitor(operator, id, FOR_GOOD);
    const own = JSON.stringify(operator.published.filter(({ channel }) => channel === "visitorChat"));
    expect(own).toContain('"closed"');
    expect(own).not.toMatch(/block|Insults/);
    const { kinds, last } = await entriesOf(id);
    expect(kinds.slice(-2)).toEqual(["closed", "blocked"]);
    expect(last).toMatchObject({ pubSeq: null, internal: { note: "Insults" } });
    const told = eq(auditEntries.subject, (await chatOf(id)).visitorId);
    const [entry] = await operator.db.select().from(auditEntries).where(told);
    expect(entry).toMatchObject({ action: "visitor.blocked", data: { chats: 1, address: false, hours: 0 } });
  });

  test("may write again when the block is over, or lifted", async () => {
    const { department, operator, id, visitor } = await talk();
    const { blockId } = await blockVisitor(operator, id, { ...FOR_GOOD, hours: 1 });
    const start = () => startChat(visitor, visitor.token, startInput(department.key), "test browser");
    await expect(start()).rejects.toMatchObject({ code: "forbidden" });
    await operator.db
      .update(visitorBlocks)
      .set({ until: new Date(Date.now() - 1000) })
      .where(eq(visitorBlocks.id, blockId));
    expect(await start()).toMatchObject({ created: true });
    await blockVisitor(operator, id, FOR_GOOD);
    await expect(start()).rejects.toMatchObject({ code: "forbidden" });
    await liftBlock(await asRole("supervisor", department.id), blockId);
    expect(await start()).toMatchObject({ created: true });
  });

  test("stays blocked when their site vouches for them afterwards, and when they have themselves erased", async () => {
    const { department, operator, id, visitor } = await talk();
    await blockVisitor(operator, id, FOR_GOOD);
    const sub = unique("sub");
    const identity = { site: "foyer", sub, name: "Vera", email: null, expiresAt: new Date(Date.now() + 60_000) };
    const start = () => startChat(visitor, visitor.token, startInput(department.key), "browser", identity);
    const known = await findKnownVisitor(visitor, visitor.token, identity);
    await expect(start()).rejects.toMatchObject({ code: "forbidden" });
    await eraseVisitor(await testContext({ type: "visitor", visitorId: known?.visitorId ?? "" }));
    await expect(start()).rejects.toMatchObject({ code: "forbidden" });
    const made = eq(visitorBlocks.departmentId, department.id);
    const [block] = await operator.db.select().from(visitorBlocks).where(made);
    expect(block).toMatchObject({ visitorName: "", reason: "", addressHash: null });
  });
});

describe("an address", () => {
  const seen = { ...UNSEEN, addressHash: hashAddress("secret", `192.0.2.1 ${process.pid}`) };

  test("is blocked with its visitor while it is known, for its hours, and forgotten after", async () => {
    const { department, operator, id, visitor } = await talk();
    const page = { url: "https://shop.example/", title: null, referrer: null };
    await recordPulse(visitor, { chatIds: [id], page }, { ...seen });
    expect(await blockVisitor(operator, id, { reason: "", hours: 24, address: true })).toMatchObject({ address: true });
    const stranger = await asVisitor();
    const start = (from: typeof seen) =>
      startChat(stranger, stranger.token, startInput(department.key), "test browser", null, from);
    await expect(start(seen)).rejects.toMatchObject({ code: "forbidden" });
    const leave = leaveOfflineMessage(stranger, stranger.token, offline(department.key), null, seen.addressHash);
    await expect(leave).rejects.toMatchObject({ code: "forbidden" });
    const elsewhere = { ...seen, addressHash: hashAddress("secret", "192.0.2.2") };
    expect(await start(elsewhere)).toMatchObject({ created: true });
    await operator.db
      .update(visitorBlocks)
      .set({ addressUntil: new Date(Date.now() - 1000) })
      .where(eq(visitorBlocks.addressHash, seen.addressHash));
    expect(await forgetAddresses(operator.db)).toBeGreaterThan(0);
    const kept = await operator.db.select().from(visitorBlocks).where(eq(visitorBlocks.addressHash, seen.addressHash));
    expect(kept).toEqual([]);
  });

  test("that nobody knows any more is not blocked, and that is said", async () => {
    const { operator, id } = await talk();
    expect(await blockVisitor(operator, id, { ...FOR_GOOD, address: true })).toMatchObject({ address: false });
  });
});

describe("whoever blocks", () => {
  test("is of a department of the chat's, and blocking twice is one block with the last words", async () => {
    const { department, operator, id } = await talk();
    const stranger = await asOperator((await createDepartment()).id);
    await expect(blockVisitor(stranger, id, FOR_GOOD)).rejects.toMatchObject({ code: "forbidden" });
    const [one, two] = [
      await blockVisitor(operator, id, FOR_GOOD),
      await blockVisitor(operator, id, { ...FOR_GOOD, reason: "Spam" }),
    ];
    expect(two).toMatchObject({ blockId: one.blockId, chats: 0 });
    const supervisor = await asRole("supervisor", department.id);
    const blocks = await listBlocks(supervisor.db, supervisor.actor);
    expect(blocks).toMatchObject([{ reason: "Spam", by: "Anna", visitorName: "Vera", isActive: true, until: null }]);
  });

  test("lifts nothing as an operator, nor as a supervisor of other departments", async () => {
    const { operator, id } = await talk();
    const { blockId } = await blockVisitor(operator, id, FOR_GOOD);
    const stranger = await asRole("supervisor", (await createDepartment()).id);
    await expect(liftBlock(operator, blockId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(liftBlock(stranger, blockId)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listBlocks(operator.db, operator.actor)).rejects.toMatchObject({ code: "forbidden" });
    expect(await listBlocks(stranger.db, stranger.actor)).toEqual([]);
    const admin = await asRole("admin");
    await liftBlock(admin, blockId);
    await liftBlock(admin, blockId);
    expect((await listBlocks(admin.db, admin.actor)).find((block) => block.id === blockId)).toMatchObject({
      isActive: false,
      lifted: { by: admin.actor.name },
    });
  });
});

test("a start, a message and a reopening at the moment of a block come before it, and are closed, or are refused", async () => {
  for (let round = 0; round < 5; round++) {
    const { department, operator, id, visitor } = await talk();
    if (round % 2) await closeChat(visitor, id);
    const outcomes = await Promise.allSettled([
      startChat(visitor, visitor.token, startInput(department.key), "test browser"),
      blockVisitor(operator, id, FOR_GOOD),
      sendMessage(visitor, id, text("At this moment", { reopen: true })),
    ]);
    expect(outcomes[1].status).toBe("fulfilled");
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason.code).toMatch(/^(forbidden|closed)$/);
    }
    const started = outcomes[0].status === "fulfilled" ? [outcomes[0].value.chat.id] : [];
    for (const each of [id, ...started]) expect(await chatOf(each)).toMatchObject({ status: "closed" });
    expect((await timelineOf(id)).map(({ seq }) => seq)).toEqual((await timelineOf(id)).map((_, index) => index + 1));
  }
});
