import { describe, expect, test } from "vitest";
import { settle } from "@/lib/routing/settle";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, heardOfBefore, operatorOf, setOperator, text, toldTo } from "@/tests/support/chat-rows";
import { asOperator, createChat } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { pulseInput } from "../input-schemas";
import { sendMessage } from "../messages/send-message";
import { recordPulse } from "./record-pulse";

const pulse = (values: Record<string, unknown> = {}) => pulseInput.parse(values);

describe("an operator's pulse", () => {
  test("makes them reachable, and answers their choice so that a second tab follows the first", async () => {
    const { owner } = await ownedChat();
    const { operatorId } = owner.actor;
    await setOperator(operatorId, { intent: "away", finishing: true, awayByMissesAt: new Date(0) });
    expect(await recordPulse(owner, pulse())).toEqual({
      intent: "away",
      finishing: true,
      awayByMissesAt: "1970-01-01T00:00:00.000Z",
    });
    const { lastPulseAt, intent } = await operatorOf(operatorId);
    expect(lastPulseAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(intent).toBe("away");
  });

  test("after a silence brings them what waits, at once; the next ones cause no distribution", async () => {
    const { owner, department } = await ownedChat();
    await heardOfBefore(owner.actor.operatorId, 61);
    const waiting = await createChat(department);
    const settled: unknown[] = [];
    const ctx = {
      ...owner,
      settle: async (changes: Parameters<typeof settle>[1]) => {
        settled.push(...changes);
        await settle(owner, changes, { defer: false });
      },
    };
    await recordPulse(ctx, pulse());
    expect(await chatOf(waiting.id)).toMatchObject({ operatorId: owner.actor.operatorId });
    expect(settled).toEqual([{ operatorId: owner.actor.operatorId }]);
    await heardOfBefore(owner.actor.operatorId, 59);
    await recordPulse(ctx, pulse());
    expect(settled).toHaveLength(1);
  });

  test("carries how far they have read: the mark only grows, and never beyond what there is", async () => {
    const { id, owner, visitor } = await ownedChat();
    await sendMessage(visitor, id, text("Two"));
    const read = async (seq: number) => {
      await recordPulse(owner, pulse({ read: { [id]: seq } }));
      const { operatorReadSeq, unreadCount } = await chatOf(id);
      return [operatorReadSeq, unreadCount];
    };
    expect(await read(2)).toEqual([2, 1]);
    expect(await read(999)).toEqual([4, 0]);
    expect(await read(1)).toEqual([4, 0]);
  });

  test("marks nothing in a colleague's chat, and typing there moves no clock", async () => {
    const { id, department } = await ownedChat();
    const colleague = await asOperator(department.id);
    const before = [await chatOf(id), await clocksOf(id)];
    await recordPulse(colleague, pulse({ read: { [id]: 3 }, typingIn: id }));
    expect([await chatOf(id), await clocksOf(id)]).toEqual(before);
  });

  test("that they are typing puts off the reassignment", async () => {
    const { id, owner } = await ownedChat();
    await recordPulse(owner, pulse({ typingIn: id }));
    expect((await chatOf(id)).typingPauseMs).toBe(5_000);
    expect(await clocksOf(id)).toEqual({ reassign: 3.5 });
  });
});

describe("a visitor's pulse", () => {
  test("says that they are there, so that a waiting chat is not abandoned", async () => {
    const { id, visitor } = await waitingChat();
    await ageChat(id, 10);
    const before = await chatOf(id);
    await recordPulse(visitor, pulse({ chatIds: [id] }));
    const after = await chatOf(id);
    expect(after.visitorSeenAt.getTime()).toBeGreaterThan(before.visitorSeenAt.getTime());
    expect(after.queuedSince).toEqual(before.queuedSince);
  });

  test("with another page is told to the department once, and nothing of another visitor's chat changes", async () => {
    const { id, visitor, department } = await waitingChat();
    const foreign = await waitingChat();
    const page = { url: "https://shop.example/pans", title: "Pans" };
    for (let i = 0; i < 2; i++) await recordPulse(visitor, pulse({ chatIds: [id, foreign.id], page }));
    expect(await chatOf(id)).toMatchObject({ pageUrl: page.url, pageTitle: "Pans" });
    expect(await chatOf(foreign.id)).toMatchObject({ pageUrl: null });
    const told = toldTo(visitor.published).filter((event) => !event.endsWith("visitors.changed"));
    expect(told).toEqual([`department ${department.id} chat.changed`]);
  });
});
