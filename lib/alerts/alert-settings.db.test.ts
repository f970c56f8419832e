import { expect, test } from "vitest";
import { getInbox } from "@/lib/chats/operator/get-inbox";
import { setDepartmentTone } from "@/lib/departments/set-department-tone";
import { testDatabase } from "@/tests/support/database";
import { asOperator, asRole, asVisitor, createDepartment } from "@/tests/support/factories";
import { getAlertSettings } from "./queries";
import { DEFAULT_SETTINGS } from "./rules";
import { updateAlertSettings } from "./update-alert-settings";

const LOUD = { ...DEFAULT_SETTINGS, volume: 100, repeatSeconds: null };

test("an operator's settings reach all of their inboxes, and nobody else's", async () => {
  const [anna, boris] = [await asOperator(), await asOperator()];
  expect(await getAlertSettings(anna.db, anna.actor.operatorId)).toEqual(DEFAULT_SETTINGS);
  await updateAlertSettings(anna, LOUD);
  expect((await getInbox(anna.db, anna.actor)).operator.alerts).toEqual(LOUD);
  expect((await getInbox(boris.db, boris.actor)).operator.alerts).toEqual(DEFAULT_SETTINGS);
  expect(anna.published).toEqual([
    { channel: "operator", id: anna.actor.operatorId, name: "inbox.changed", data: { reason: "settings" } },
  ]);
});

test("a visitor and a timed job have no such settings", async () => {
  const job = { ...(await asVisitor()), actor: { type: "system", job: "test" } as const };
  for (const stranger of [await asVisitor(), job]) {
    await expect(updateAlertSettings(stranger, LOUD)).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("a department's tone is set by admins, and heard in its operators' inboxes", async () => {
  const department = await createDepartment();
  const operator = await asOperator(department.id);
  const admin = await asRole("admin");
  expect((await getInbox(operator.db, operator.actor)).departments).toMatchObject([{ tone: "chime" }]);
  expect(await setDepartmentTone(admin, department.id, "bell")).toEqual({ tone: "bell" });
  expect((await getInbox(operator.db, operator.actor)).departments).toMatchObject([{ tone: "bell" }]);
  expect(admin.published).toMatchObject([{ id: operator.actor.operatorId, name: "inbox.changed" }]);
});

test("operators, supervisors and visitors set no tone, and a department that is not there has none", async () => {
  const department = await createDepartment();
  for (const actor of [await asOperator(department.id), await asRole("supervisor", department.id), await asVisitor()]) {
    await expect(setDepartmentTone(actor, department.id, "horn")).rejects.toMatchObject({ code: "forbidden" });
  }
  const missing = setDepartmentTone(await asRole("admin"), "00000000-0000-4000-8000-00000000dead", "horn");
  await expect(missing).rejects.toMatchObject({ code: "not_found" });
  const [row] = await (await testDatabase()).query.departments.findMany({
    where: (table, { eq }) => eq(table.id, department.id),
  });
  expect(row?.tone).toBe("chime");
});
