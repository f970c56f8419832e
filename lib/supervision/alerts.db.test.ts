import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { departments } from "@/db/schema";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { claimChat } from "@/lib/chats/operator/claim-chat";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { ageChat } from "@/tests/support/age-chat";
import { heardOfBefore, setChat, setOperator, text } from "@/tests/support/chat-rows";
import { asOperator, asRole, createDepartment, type TestContext } from "@/tests/support/factories";
import { fireAllDue, ownedChat, waitingChat } from "@/tests/support/scenes";
import { acknowledgeAlert } from "./acknowledge-alert";
import { listStandingAlerts } from "./list-alerts";
import { isAlertDue, raiseAlerts } from "./raise-alerts";

/** Everything that is due, however many chats other tests have left waiting. */
async function raiseAll(door: TestContext) {
  while ((await raiseAlerts(door)) > 0);
}
const alertsOf = async (ctx: Awaited<ReturnType<typeof asRole>>, chatId: string) =>
  (await listStandingAlerts(ctx.db, ctx.actor)).filter((alert) => alert.chatId === chatId);
const alarms = (events: readonly RealtimeEvent[], chatId: string) =>
  events.filter((event) => event.name === "supervisor.alerted" && event.data.chatId === chatId);

async function waitingFor(minutes: number, values: Parameters<typeof createDepartment>[0] = {}) {
  const { id, department, visitor } = await waitingChat(values);
  await ageChat(id, minutes);
  return { id, department, visitor, sue: await asRole("supervisor", department.id) };
}

describe("a visitor who waits in the queue", () => {
  test("alarms the supervisors of the department after the company's minutes, and not before", async () => {
    const early = await waitingFor(4);
    const late = await waitingFor(6);
    const other = await asRole("supervisor", (await createDepartment()).id);
    const anna = await asOperator(late.department.id);
    await raiseAll(late.sue);
    expect(await alertsOf(early.sue, early.id)).toEqual([]);
    expect(await alertsOf(late.sue, late.id)).toMatchObject([
      { cause: "waits_too_long", acknowledged: null, ownerName: null, department: { id: late.department.id } },
    ]);
    const told = alarms(late.sue.published, late.id).map(({ id }) => id);
    expect(told).toContain(late.sue.actor.operatorId);
    for (const ctx of [other, anna]) expect(told).not.toContain(ctx.actor.operatorId);
    expect(await alertsOf(other, late.id)).toEqual([]);
    await expect(listStandingAlerts(anna.db, anna.actor)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("alarms once, however often and by however many processes it is looked at", async () => {
    const { id, sue } = await waitingFor(6);
    const doors = await Promise.all([1, 2, 3].map(() => asRole("supervisor")));
    await Promise.all([sue, ...doors].map(raiseAll));
    await raiseAll(sue);
    const told = [sue, ...doors].flatMap((ctx) => alarms(ctx.published, id));
    expect(told.filter((event) => event.id === sue.actor.operatorId)).toHaveLength(1);
    expect(await alertsOf(sue, id)).toHaveLength(1);
  });

  test("alarms by the department's own minutes where it has some", async () => {
    const soon = await waitingFor(2, { alertAfterMinutes: 1 });
    const patient = await waitingFor(20, { alertAfterMinutes: 30 });
    await raiseAll(soon.sue);
    expect(await alertsOf(soon.sue, soon.id)).toHaveLength(1);
    expect(await alertsOf(patient.sue, patient.id)).toEqual([]);
  });

  test("alarms nobody out of hours", async () => {
    const { id, sue, department } = await waitingFor(6);
    await sue.db.update(departments).set({ hours: [] }).where(eq(departments.id, department.id));
    await raiseAll(sue);
    expect(await alertsOf(sue, id)).toEqual([]);
  });

  test.each(["somebody takes it", "it goes to another department", "it ends"])(
    "alarms no more once %s",
    async (end) => {
      const { id, department, sue, visitor } = await waitingFor(6);
      await raiseAll(sue);
      expect(await alertsOf(sue, id)).toHaveLength(1);
      const anna = await asOperator(department.id);
      if (end === "somebody takes it") await claimChat(anna, id);
      else if (end === "it ends") await setChat(id, { status: "closed", closedAt: new Date(), closeReason: "visitor" });
      else await transferChat(anna, id, { departmentId: (await createDepartment()).id, note: "" });
      expect(await alertsOf(sue, id)).toEqual([]);
      expect(visitor.published).toEqual([]);
    },
  );

  test("who is an admin sees it in every department, and who signs in later sees it, too", async () => {
    const { id, department } = await waitingFor(6);
    await raiseAll(await asRole("admin"));
    expect(await alertsOf(await asRole("admin"), id)).toHaveLength(1);
    expect(await alertsOf(await asRole("supervisor", department.id), id)).toHaveLength(1);
  });
});

describe("a visitor whose operator has the chat", () => {
  test("alarms when that operator is offline or not heard of, and otherwise is the reassignment's matter", async () => {
    const there = await ownedChat({ reassign: false });
    const lost = await ownedChat({ reassign: false });
    const off = await ownedChat({ reassign: false });
    await heardOfBefore(lost.owner.actor.operatorId, 61);
    await setOperator(off.owner.actor.operatorId, { intent: "offline" });
    for (const { id } of [there, lost, off]) await ageChat(id, 6);
    const admin = await asRole("admin");
    await raiseAll(admin);
    expect(await alertsOf(admin, there.id)).toEqual([]);
    for (const { id, owner } of [lost, off]) {
      expect(await alertsOf(admin, id)).toMatchObject([{ cause: "owner_gone", ownerName: owner.actor.name }]);
    }
  });

  test("alarms no more once they are answered or the chat is on hold, and anew in the next turn", async () => {
    const { id, owner, visitor } = await ownedChat({ reassign: false });
    await heardOfBefore(owner.actor.operatorId, 61);
    await ageChat(id, 6);
    const admin = await asRole("admin");
    await raiseAll(admin);
    expect(await alertsOf(admin, id)).toHaveLength(1);
    await sendMessage(owner, id, text("Sorry, here I am", { epoch: 2 }));
    expect(await alertsOf(admin, id)).toEqual([]);
    await sendMessage(visitor, id, text("And now?"));
    await ageChat(id, 6);
    await heardOfBefore(owner.actor.operatorId, 61);
    await raiseAll(admin);
    expect(await alertsOf(admin, id)).toHaveLength(1);
    await holdChat(owner, id, true);
    expect(await alertsOf(admin, id)).toEqual([]);
  });

  test("whom nobody else could take alarms in the same way, once per owner and turn", async () => {
    const { id, owner, department } = await ownedChat({ reassign: true, reassignAfterMinutes: 1 });
    const sue = await asRole("supervisor", department.id);
    await setOperator(sue.actor.operatorId, { intent: "away" });
    await ageChat(id, 2);
    await fireAllDue(owner);
    expect(await alertsOf(sue, id)).toMatchObject([{ cause: "everyone_tried", ownerName: owner.actor.name }]);
    expect(alarms(owner.published, id)).toMatchObject([
      { id: sue.actor.operatorId, data: { cause: "everyone_tried" } },
    ]);
  });
});

describe("an alert that one supervisor acknowledges", () => {
  async function raised() {
    const waiting = await waitingFor(6);
    await raiseAll(waiting.sue);
    waiting.sue.published.length = 0;
    const [alert] = await alertsOf(waiting.sue, waiting.id);
    if (!alert) throw new Error("no alert");
    return { ...waiting, alert, sam: await asRole("supervisor", waiting.department.id) };
  }

  test("is so for all, who read by whom, and hear of it at once", async () => {
    const { id, alert, sue, sam } = await raised();
    expect(await acknowledgeAlert(sue, alert.id)).toMatchObject({ acknowledged: { by: sue.actor.name } });
    expect(await alertsOf(sam, id)).toMatchObject([{ id: alert.id, acknowledged: { by: sue.actor.name } }]);
    const told = sue.published.filter(({ name }) => name === "alert.acknowledged");
    expect(told.map((event) => event.id).sort()).toEqual([sue, sam].map(({ actor }) => actor.operatorId).sort());
  });

  test("stays the first one's: of two at once both are told whose it is", async () => {
    const { alert, sue, sam } = await raised();
    const answers = await Promise.all([acknowledgeAlert(sue, alert.id), acknowledgeAlert(sam, alert.id)]);
    expect(new Set(answers.map(({ acknowledged }) => acknowledged?.by)).size).toBe(1);
    const told = [sue, sam].flatMap(({ published }) => published.filter(({ name }) => name === "alert.acknowledged"));
    expect(told).toHaveLength(2);
  });

  test("is refused to operators and to supervisors of others, and when it does not exist", async () => {
    const { alert, department, sue } = await raised();
    for (const ctx of [
      await asOperator(department.id),
      await asRole("supervisor", (await createDepartment()).id),
      await asRole("supervisor"),
    ]) {
      await expect(acknowledgeAlert(ctx, alert.id)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(acknowledgeAlert(sue, crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
    expect(await alertsOf(sue, alert.chatId)).toMatchObject([{ acknowledged: null }]);
  });
});

test("with nobody to alert of there is nothing to do", async () => {
  const admin = await asRole("admin");
  await raiseAll(admin);
  // What is left is out of hours.
  expect(await raiseAlerts(admin)).toBe(0);
  expect(typeof (await isAlertDue(admin.db))).toBe("boolean");
});
