import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { getEventsPage } from "@/lib/chats/queries";
import { fireDueTimers } from "@/lib/timeouts/tick";
import { ageChat } from "@/tests/support/age-chat";
import { chatOf, clocksOf, entriesOf, setChat, text, toldTo } from "@/tests/support/chat-rows";
import { asOperator, asThere } from "@/tests/support/factories";
import { ownedChat, waitingChat } from "@/tests/support/scenes";
import { noticeWaiting } from "./notice-waiting";

const noticesOf = async (id: string) =>
  (await entriesOf(id)).kinds.flatMap((kind, index) => (kind === "notice" ? [index] : []));
const lastOf = async (id: string) => (await entriesOf(id)).last;

describe("a visitor whom nobody can answer", () => {
  test("is told so with the department's own text in their language, both sides see it, and no clock moves", async () => {
    const { id, visitor, department } = await waitingChat({
      awayTexts: { en: " Back at nine. ", ru: "Будем в девять." },
    });
    const before = [await chatOf(id), await clocksOf(id)] as const;
    expect(await noticeWaiting(visitor, [department.id])).toBe(1);
    expect(await lastOf(id)).toMatchObject({
      kind: "notice",
      senderType: "system",
      pubSeq: 3,
      data: { cause: "away", text: "Back at nine." },
    });
    const { awaitingSince, idleSince, queuedSince } = before[0];
    expect(await chatOf(id)).toMatchObject({ awaitingSince, idleSince, queuedSince, status: "queued" });
    expect(await clocksOf(id)).toEqual(before[1]);
    expect(toldTo(visitor.published)).toContain(`visitorChat ${id} event.appended`);
    await setChat(id, { locale: "de", notices: {} });
    await noticeWaiting(visitor, [department.id]);
    expect((await lastOf(id))?.data).toEqual({ cause: "away", text: "Gerade ist niemand da." });
  });

  test("is told when the department opens next, when it is closed", async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    const hours = [{ weekday: tomorrow.getUTCDay() || 7, from: "09:00", to: "10:00" }];
    const { id, visitor, department } = await waitingChat();
    await visitor.db.execute(
      `update departments set hours = '${JSON.stringify(hours)}'::jsonb where id = '${department.id}'`,
    );
    await noticeWaiting(visitor, [department.id]);
    expect((await lastOf(id))?.data).toEqual({
      cause: "closed",
      text: "We are closed now.",
      opensAt: expect.stringMatching(/T09:00:00\.000Z$/),
    });
  });

  test("is told each cause once in 24 hours, and another cause when it comes", async () => {
    const { id, visitor, department } = await waitingChat({ queueLimitMinutes: 10 });
    for (let i = 0; i < 3; i++) await noticeWaiting(visitor, [department.id]);
    expect(await noticesOf(id)).toHaveLength(1);
    await asThere({ departmentIds: [department.id], values: { maxLoad: 0 } });
    await noticeWaiting(visitor, [department.id]);
    expect(await noticesOf(id)).toHaveLength(1);
    await ageChat(id, 10.1);
    await noticeWaiting(visitor, [department.id]);
    expect((await lastOf(id))?.data).toMatchObject({ cause: "wait_exceeded" });
    const told = (hours: number) => ({
      notices: { wait_exceeded: new Date(Date.now() - hours * 3_600_000).toISOString() },
    });
    await setChat(id, told(23.9));
    expect(await noticeWaiting(visitor, [department.id])).toBe(0);
    await setChat(id, told(24.1));
    expect(await noticeWaiting(visitor, [department.id])).toBe(1);
  });

  test("is told however many wait before them who have been told", async () => {
    const { id, visitor, department } = await waitingChat();
    await visitor.db.execute(sql`
      insert into chats (visitor_id, start_client_id, department_id, awaiting_since, queued_since, notices)
      select ${visitor.actor.visitorId}, gen_random_uuid(), ${department.id}, now(), now() - make_interval(secs => n),
        jsonb_build_object('away', now())
      from generate_series(1, 410) n`);
    expect(await noticeWaiting(visitor, [department.id])).toBe(1);
    expect(await noticesOf(id)).toHaveLength(1);
    await visitor.db.execute(sql`delete from chats where department_id = ${department.id} and id <> ${id}`);
  });

  test("is told by one of two sweeps at once, and once", async () => {
    const { id, visitor, department } = await waitingChat();
    await Promise.all(Array.from({ length: 4 }, () => noticeWaiting(visitor, [department.id])));
    expect(await noticesOf(id)).toHaveLength(1);
  });

  test("is told nothing where the department, or the company, has switched notices off", async () => {
    const { id, visitor, department } = await waitingChat({ notice: false });
    expect(await noticeWaiting(visitor, [department.id])).toBe(0);
    expect(await noticesOf(id)).toEqual([]);
  });

  test("is told nothing any more once an answer came first", async () => {
    const { id, visitor, department } = await waitingChat();
    const operator = await asOperator(department.id);
    await claimChat(operator, id);
    await sendMessage(operator, id, text("Here I am"));
    expect(await noticeWaiting(visitor, [department.id])).toBe(0);
    expect(await noticesOf(id)).toEqual([]);
  });

  test("is told while somebody has the chat but nobody reacts, without the names of those who did not", async () => {
    const { id, owner, visitor, department } = await ownedChat();
    await ageChat(id, 3.05);
    await fireDueTimers(owner);
    expect(await noticeWaiting(owner, [department.id])).toBe(1);
    const page = await getEventsPage(visitor.db, visitor.actor, id, { after: 3, limit: 9 });
    expect(page.events).toMatchObject([{ kind: "notice", data: { cause: "everyone_tried" } }]);
    expect(await chatOf(id)).toMatchObject({ operatorId: owner.actor.operatorId, overdueSince: expect.any(Date) });
    await sendMessage(owner, id, text("Sorry"));
    expect(await noticeWaiting(owner, [department.id])).toBe(0);
  });
});
