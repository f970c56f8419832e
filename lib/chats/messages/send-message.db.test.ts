import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { isUnavailable } from "@/db/errors";
import { chatEvents } from "@/db/schema";
import { uuidv7 } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, asVisitor, createChat, createDepartment } from "@/tests/support/factories";
import { closeChat } from "../close-chat";
import { claimChat } from "../operator/claim-chat";
import { sendMessage } from "./send-message";

const text = (body: string, more: { clientId?: string; after?: number; epoch?: number } = {}) => ({
  clientId: uuidv7(),
  body,
  ...more,
});

/** As every client does: a busy database is asked again, with the same clientId. */
async function untilAnswered<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
  }
}

const timeline = async (chatId: string) => {
  const db = await testDatabase();
  return db.select().from(chatEvents).where(eq(chatEvents.chatId, chatId)).orderBy(chatEvents.seq);
};

describe("a message", () => {
  test("takes the next number, becomes the preview, and is told to both sides and the department", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    visitor.published.length = 0;
    const sent = await sendMessage(visitor, id, text("Second"));
    expect(sent).toMatchObject({ created: true, missed: [], event: { seq: 3, prev: 2, body: "Second" } });
    expect(visitor.published.map(({ channel, name }) => `${channel} ${name}`)).toEqual([
      "visitorChat event.appended",
      "chat event.appended",
      "department chat.changed",
    ]);
    expect(visitor.published[2]).toMatchObject({
      data: { chat: { lastMessage: { preview: "Second", by: "visitor" } } },
    });
  });

  test("repeated with its clientId is stored once, and the repeat answers the stored row", async () => {
    const { id, visitor } = await createChat(await createDepartment());
    const input = text("Once");
    const first = await sendMessage(visitor, id, input);
    const again = await sendMessage(visitor, id, input);
    expect(again).toEqual({ ...first, created: false });
    expect((await timeline(id)).filter(({ body }) => body === "Once")).toHaveLength(1);
  });

  test("sent ten times at once is stored once", async () => {
    const { id, visitor } = await createChat(await createDepartment());
    const input = text("Only one");
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendMessage(visitor, id, input)));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ event }) => event.seq)).size).toBe(1);
  });

  test("with a used clientId and another body is a mismatch and takes no number", async () => {
    const { id, visitor } = await createChat(await createDepartment());
    const input = text("One");
    await sendMessage(visitor, id, input);
    await expect(sendMessage(visitor, id, { ...input, body: "Two" })).rejects.toMatchObject({
      code: "idempotency_mismatch",
    });
    expect(await timeline(id)).toHaveLength(3);
  });

  test("says what its sender had missed", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const operator = await asOperator(department.id);
    await claimChat(operator, id);
    await sendMessage(operator, id, text("Hello"));
    const { missed, event } = await sendMessage(visitor, id, text("Hi", { after: 2 }));
    expect(missed.map(({ seq, kind }) => [seq, kind])).toEqual([
      [3, "claimed"],
      [4, "message"],
    ]);
    expect(event.seq).toBe(5);
  });

  test("of both sides, fifty at once, gets numbers without a gap, in the order of commits", async () => {
    const department = await createDepartment();
    const { id, visitor } = await createChat(department);
    const operator = await asOperator(department.id);
    await claimChat(operator, id);
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => {
        const input = text(`Text ${i}`);
        return untilAnswered(() => sendMessage(i % 2 ? visitor : operator, id, input));
      }),
    );
    const rows = await timeline(id);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 53 }, (_, i) => i + 1));
    expect(rows.map(({ pubSeq }) => pubSeq)).toEqual(rows.map(({ seq }) => seq));
    const stamps = rows.map(({ createdAt }) => createdAt.getTime());
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
  });
});

describe("a closed chat", () => {
  test("refuses new texts with its state, but answers the repeat of one that it holds", async () => {
    const { id, visitor } = await createChat(await createDepartment());
    const input = text("Before the end");
    await sendMessage(visitor, id, input);
    await closeChat(visitor, id);
    await expect(sendMessage(visitor, id, text("After"))).rejects.toMatchObject({
      code: "closed",
      data: { state: { status: "closed", lastSeq: 4 } },
    });
    expect(await sendMessage(visitor, id, input)).toMatchObject({ created: false, event: { seq: 3 } });
  });

  test("closing against twenty texts at once: each text is before the close or refused", async () => {
    const { id, visitor } = await createChat(await createDepartment());
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 10 }, (_, i) => sendMessage(visitor, id, text(`Early ${i}`))),
      closeChat(visitor, id),
      ...Array.from({ length: 10 }, (_, i) => sendMessage(visitor, id, text(`Late ${i}`))),
    ]);
    const rows = await timeline(id);
    expect(rows.at(-1)?.kind).toBe("closed");
    const stored = rows.filter(({ kind }) => kind === "message").length;
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(stored);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []));
    expect(refusals.every((code) => code === "closed")).toBe(true);
  });
});

describe("only those concerned write", () => {
  test("another visitor gets the refusal of a chat that does not exist", async () => {
    const { id } = await createChat(await createDepartment());
    const stranger = await asVisitor();
    const outcomes = await Promise.allSettled([
      sendMessage(stranger, id, text("Hi")),
      sendMessage(stranger, crypto.randomUUID(), text("Hi")),
    ]);
    const [foreign, missing] = outcomes.map((outcome) =>
      outcome.status === "rejected" ? { ...outcome.reason } : null,
    );
    expect(foreign).toEqual(missing);
    expect(foreign).toMatchObject({ code: "not_found" });
  });

  test("an operator of another department is forbidden", async () => {
    const { id } = await createChat(await createDepartment());
    const outsider = await asOperator((await createDepartment()).id);
    await expect(sendMessage(outsider, id, text("Hi"))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a colleague who does not own the chat, and a supervisor, are told who does", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const owner = await asOperator(department.id);
    await claimChat(owner, id);
    for (const other of [
      await asOperator(department.id),
      await asRole("supervisor", department.id),
      await asRole("admin"),
    ]) {
      await expect(sendMessage(other, id, text("Hi"))).rejects.toMatchObject({
        code: "not_owner",
        data: { state: { owner: { id: owner.actor.operatorId } } },
      });
    }
  });

  test("nobody answers a queued chat without claiming it", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    await expect(sendMessage(await asOperator(department.id), id, text("Hi"))).rejects.toMatchObject({
      code: "not_owner",
    });
  });

  test("an owner who knows an old epoch is refused, and keeps the present one", async () => {
    const department = await createDepartment();
    const { id } = await createChat(department);
    const owner = await asOperator(department.id);
    const { epoch } = await claimChat(owner, id);
    await expect(sendMessage(owner, id, text("Hi", { epoch: epoch - 1 }))).rejects.toMatchObject({
      code: "not_owner",
      data: { state: { epoch } },
    });
    expect(await sendMessage(owner, id, text("Hi", { epoch }))).toMatchObject({ created: true });
  });
});
