import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { channels, chats } from "@/db/schema";
import { authSecret } from "@/lib/auth/secret";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { distribute } from "@/lib/routing/distribute";
import { eraseVisitorFor } from "@/lib/visitors/erase-visitor";
import { NO_FLOOD_LIMITS } from "@/tests/support/channels/scene";
import { type Done, TEST_TOKEN, testKinds } from "@/tests/support/channels/test-channel";
import { text } from "@/tests/support/chat-rows";
import { asRole, asThere, createDepartment, unique } from "@/tests/support/factories";
import { deliverDueEntries } from "./deliver";
import type { ChannelDoor } from "./door";
import { processUpdates } from "./process-updates";
import { sealToken } from "./secrets";
import { storeUpdates } from "./store-updates";

let channelId = "";
afterEach(async () => {
  const { db } = await asRole("admin");
  await db.update(channels).set({ active: false }).where(eq(channels.id, channelId));
});

test("a channel needs nothing but its kind: what is said on either side arrives on the other", async () => {
  const done: Done[] = [];
  const admin = await asRole("admin");
  const department = await createDepartment();
  const kinds = testKinds(done);
  const door: ChannelDoor = {
    ...admin,
    kinds,
    authSecret: authSecret(),
    storage: fileStorage(),
    publicUrl: null,
    flood: NO_FLOOD_LIMITS,
  };
  const [channel] = await admin.db
    .insert(channels)
    .values({
      type: "telegram",
      name: unique("Test"),
      departmentId: department.id,
      accountId: unique("account"),
      tokenEncrypted: sealToken(TEST_TOKEN, authSecret()),
      receivesBy: "poll",
    })
    .returning();
  channelId = channel?.id ?? "";
  const tell = async (...updates: unknown[]) => {
    await storeUpdates(door, { channelId, kind: kinds.telegram, updates });
    await processUpdates(door);
    await deliverDueEntries(door);
  };
  await tell({ id: 1, from: "vera", text: "Hello" }, { id: 1, from: "vera", text: "Hello" });
  const owner = await asThere({ departmentIds: [department.id] });
  await distribute(owner, [department.id]);
  const [chat] = await admin.db.select().from(chats).where(eq(chats.channelId, channelId));
  await sendMessage(owner, chat?.id ?? "", text(`${"word ".repeat(30)}end`));
  await deliverDueEntries(door);
  const said = done.flatMap(({ externalId, action }) =>
    externalId === "vera" && "text" in action ? [action.text] : [],
  );
  expect(said).toHaveLength(4);
  expect(said.slice(2).join(" ")).toBe(`${"word ".repeat(30)}end`);
  // Erased, they are somebody new to us, and nothing more goes to them.
  await eraseVisitorFor(admin, chat?.visitorId ?? "");
  const before = done.length;
  await deliverDueEntries(door);
  expect(done).toHaveLength(before);
  await tell({ id: 1, from: "vera", text: "Hello" }, { id: 2, from: "vera", text: "Again" });
  const all = await admin.db.select().from(chats).where(eq(chats.channelId, channelId));
  expect(new Set(all.map(({ visitorId }) => visitorId)).size).toBe(2);
});
