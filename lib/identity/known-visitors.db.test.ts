import { expect, test } from "vitest";
import { mailOutbox } from "@/db/schema";
import { lockChat } from "@/lib/chats/lock-chat";
import { chatOf } from "@/tests/support/chat-rows";
import { createChat, createDepartment, unique } from "@/tests/support/factories";
import { findKnownVisitor } from "./known-visitors";

test("a visitor who becomes known waits for who holds a chat of theirs, and neither dies of the other", async () => {
  const { id, visitor } = await createChat(await createDepartment());
  const { visitorId } = visitor.actor;
  let onLocked = () => {};
  const locked = new Promise<void>((resolve) => {
    onLocked = resolve;
  });
  const holding = visitor.db.transaction(async (tx) => {
    await lockChat(tx, visitor.actor, id);
    onLocked();
    // Time for the other one to come to the lock, where transactions run beside each other.
    await new Promise((resolve) => setTimeout(resolve, 300));
    // As a chat does that becomes an offline message.
    await tx.insert(mailOutbox).values({ visitorId, to: "team@example.com", subject: "Left", body: "Left" });
  });
  await locked;
  const identity = { site: "foyer", sub: unique("sub"), name: null, email: null, expiresAt: new Date() };
  const [known] = await Promise.all([findKnownVisitor(visitor, visitor.token, identity), holding]);
  expect((await chatOf(id)).visitorId).toBe(known?.visitorId);
});
