import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { authSessions, chatSettings, departments, operators, visitors } from "@/db/schema";
import { distribute } from "@/lib/routing/distribute";
import { hashToken } from "@/lib/visitors/token";
import { text, timelineOf } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { createChat, createOperator } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { sendAtOnce } from "./send-at-once";

const byToken = (token: string) => ({ type: "token", tokenHash: hashToken(token) }) as const;

async function bySession(operatorId: string, values: Partial<typeof authSessions.$inferInsert> = {}) {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const db = await testDatabase();
  const [session] = await db
    .insert(authSessions)
    .values({ operatorId, expiresAt, ...values })
    .returning();
  if (!session) throw new Error("no session");
  return { type: "session", sessionId: session.id } as const;
}

test("a visitor's token and an operator's session are looked up with what they write to", async () => {
  const { owner, id, visitor } = await ownedChat();
  const asked = await sendAtOnce(visitor, byToken(visitor.token), id, text("Is it blue?"));
  expect(asked?.actor).toEqual(visitor.actor);
  const session = await bySession(owner.actor.operatorId);
  const answered = await sendAtOnce(owner, session, id, text("It is.", { after: 3 }));
  expect(answered?.actor).toEqual({ ...owner.actor, sessionId: session.sessionId });
  expect((await timelineOf(id)).slice(-2)).toMatchObject([
    { body: "Is it blue?", senderType: "visitor", senderId: visitor.actor.visitorId },
    { body: "It is.", senderType: "operator", senderId: owner.actor.operatorId },
  ]);
});

test("a session that was long not seen writes at once, too, and is noted as seen, however many messages come together", async () => {
  const { owner, department, ...first } = await ownedChat();
  const second = await createChat(department);
  await distribute(owner, [department.id]);
  const session = await bySession(owner.actor.operatorId, { lastSeenAt: new Date(Date.now() - 120_000) });
  const sent = [first, second].map(({ id }) => sendAtOnce(owner, session, id, text("It is.")));
  expect(await Promise.all(sent)).not.toContain(null);
  const [row] = await owner.db.select().from(authSessions).where(eq(authSessions.id, session.sessionId));
  expect(Date.now() - (row?.lastSeenAt.getTime() ?? 0)).toBeLessThan(60_000);
});

describe("nothing is written at once for", () => {
  test("another visitor's token, one that nobody has, and one whose visitor was erased", async () => {
    const { id, visitor } = await ownedChat();
    const stranger = (await ownedChat()).visitor;
    const send = (token: string) => sendAtOnce(visitor, byToken(token), id, text("Hello"));
    expect(await send(stranger.token)).toBeNull();
    expect(await send("x".repeat(43))).toBeNull();
    await visitor.db.update(visitors).set({ erasedAt: sql`now()` }).where(eq(visitors.id, visitor.actor.visitorId));
    expect(await send(visitor.token)).toBeNull();
  });

  test("a session that was revoked or has expired", async () => {
    const { owner, id } = await ownedChat();
    const { operatorId } = owner.actor;
    for (const values of [{ revokedAt: new Date() }, { expiresAt: new Date(Date.now() - 60_000) }]) {
      expect(await sendAtOnce(owner, await bySession(operatorId, values), id, text("Hello"))).toBeNull();
    }
  });

  test("an operator who was deactivated, is of another department, or has not seen what another one answered", async () => {
    const { owner, department, id } = await ownedChat();
    const other = await createOperator({ departmentIds: [department.id] });
    const outsider = await createOperator();
    expect(await sendAtOnce(owner, await bySession(outsider.id), id, text("Hello"))).toBeNull();
    expect(await sendAtOnce(owner, await bySession(other.id), id, text("Hello", { epoch: 99 }))).toBeNull();
    const own = await bySession(owner.actor.operatorId);
    await owner.db.update(operators).set({ deactivatedAt: sql`now()` }).where(eq(operators.id, owner.actor.operatorId));
    expect(await sendAtOnce(owner, own, id, text("Hello"))).toBeNull();
  });

  test("a visitor of a department that takes known ones only", async () => {
    const { department, id, visitor } = await ownedChat();
    await visitor.db.update(departments).set({ verifiedOnly: true }).where(eq(departments.id, department.id));
    expect(await sendAtOnce(visitor, byToken(visitor.token), id, text("Hello"))).toBeNull();
  });

  test("a visitor during maintenance; operators write on", async () => {
    const { owner, id, visitor } = await ownedChat();
    const session = await bySession(owner.actor.operatorId);
    // One transaction that is never committed: other tests share the settings.
    await visitor.db
      .transaction(async (tx) => {
        await tx.update(chatSettings).set({ maintenanceSince: sql`now()` });
        const door = { db: tx as unknown as typeof visitor.db, publish: visitor.publish };
        expect(await sendAtOnce(door, byToken(visitor.token), id, text("Hello"))).toBeNull();
        expect(await sendAtOnce(door, session, id, text("Hello"))).not.toBeNull();
        throw new Error("undo");
      })
      .catch((error: unknown) => expect(String(error)).toContain("undo"));
  });
});
