import { describe, expect, test } from "vitest";
import { asOperator, asRole, asThere, createChat, createDepartment } from "@/tests/support/factories";
import { ownedChat } from "@/tests/support/scenes";
import { listTransferTargets } from "./queries";
import { transferTargetsDto } from "./schemas";

describe("the list of whom a chat can go to", () => {
  test("shows each department's state, who is there, their load and the queue; hidden ones marked, disabled ones not at all", async () => {
    const { id, owner } = await ownedChat();
    const hidden = await createDepartment({ hidden: true });
    const disabled = await createDepartment({ disabled: true });
    const full = await createDepartment();
    const closed = await createDepartment({ hours: [] });
    await asThere({ departmentIds: [hidden.id], values: { maxLoad: 3 } });
    await asThere({ departmentIds: [hidden.id], values: { finishing: true } });
    await asThere({ departmentIds: [full.id], values: { maxLoad: 0 } });
    await createChat(full);
    const { departments } = transferTargetsDto.parse(await listTransferTargets(owner.db, owner.actor, id));
    const found = (departmentId: string) => departments.find((one) => one.id === departmentId);
    expect(found(hidden.id)).toMatchObject({ hidden: true, state: "open", online: 1, load: 0, maxLoad: 3, waiting: 0 });
    expect(found(full.id)).toMatchObject({ hidden: false, state: "busy", online: 1, load: 0, maxLoad: 0, waiting: 1 });
    expect(found(closed.id)).toMatchObject({ state: "closed", online: 0 });
    expect(found(disabled.id)).toBeUndefined();
  });

  test("shows the operators, those who can take it first, without the owner and without who was deactivated", async () => {
    const { id, owner, department } = await ownedChat();
    const other = await createDepartment();
    const away = await asThere({ departmentIds: [department.id], name: "A away", values: { intent: "away" } });
    const full = await asThere({ departmentIds: [department.id], name: "B full", values: { maxLoad: 0 } });
    const free = await asThere({ departmentIds: [department.id, other.id], name: "C free" });
    const gone = await asThere({ departmentIds: [department.id], values: { deactivatedAt: new Date() } });
    const { operators } = transferTargetsDto.parse(await listTransferTargets(owner.db, owner.actor, id));
    const mine = [away, full, free, gone, owner].map(({ actor }) => actor.operatorId);
    expect(operators.filter((one) => mine.includes(one.id)).map(({ name }) => name)).toEqual([
      "C free",
      "B full",
      "A away",
    ]);
    const found = operators.find((one) => one.id === free.actor.operatorId);
    expect(found).toMatchObject({ load: 0, maxLoad: 5, isReachable: true, finishing: false });
    expect(found?.departmentIds.toSorted()).toEqual([department.id, other.id].sort());
  });

  test("is shown to those who see the chat, and to nobody else", async () => {
    const { id, owner, department } = await ownedChat();
    for (const ctx of [await asOperator(department.id), await asRole("admin")]) {
      expect((await listTransferTargets(ctx.db, ctx.actor, id)).departments.length).toBeGreaterThan(0);
    }
    for (const ctx of [await asOperator(), await asRole("supervisor")]) {
      await expect(listTransferTargets(ctx.db, ctx.actor, id)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(listTransferTargets(owner.db, owner.actor, crypto.randomUUID())).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
