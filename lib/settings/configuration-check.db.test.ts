import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { departments, operators } from "@/db/schema";
import { storeSighting } from "@/lib/installs/note-sighting";
import { testDatabase } from "@/tests/support/database";
import { createDepartment, createOperator } from "@/tests/support/factories";
import { checkConfiguration } from "./configuration-check";
import { restoreSettings } from "./test-rows";

afterEach(restoreSettings);

/** The kinds of findings at one department or operator; those of other tests are not looked at. */
async function findingsAt(id: string, isMailConfigured = true) {
  const findings = await checkConfiguration(await testDatabase(), isMailConfigured);
  return findings.filter(({ place }) => place.id === id).map(({ kind }) => kind);
}

test("a department with an operator and hours has no findings; one with neither has both", async () => {
  const good = await createDepartment();
  await createOperator({ departmentIds: [good.id] });
  const bad = await createDepartment({ hours: [] });
  expect(await findingsAt(good.id)).toEqual([]);
  expect(await findingsAt(bad.id)).toEqual(["noOperators", "neverOpens"]);
});

test("a deactivated operator is no operator, and has no findings", async () => {
  const department = await createDepartment();
  const { id } = await createOperator({ departmentIds: [department.id] });
  const db = await testDatabase();
  await db.update(operators).set({ deactivatedAt: new Date(), maxLoad: 0 }).where(eq(operators.id, id));
  expect(await findingsAt(department.id)).toEqual(["noOperators"]);
  expect(await findingsAt(id)).toEqual([]);
});

test("operators without a department or with load 0 are found", async () => {
  const { id } = await createOperator();
  const db = await testDatabase();
  await db.update(operators).set({ maxLoad: 0 }).where(eq(operators.id, id));
  expect(await findingsAt(id)).toEqual(["noDepartment", "loadZero"]);
});

test("an overflow counts from when a time is set for it", async () => {
  const first = await createDepartment();
  const second = await createDepartment({ overflowDepartmentId: first.id, overflowAfterMinutes: 5 });
  await createOperator({ departmentIds: [first.id, second.id] });
  const db = await testDatabase();
  const overflow = (overflowAfterMinutes: number | null) =>
    db
      .update(departments)
      .set({ overflowDepartmentId: second.id, overflowAfterMinutes })
      .where(eq(departments.id, first.id));
  await overflow(null);
  expect([...(await findingsAt(first.id)), ...(await findingsAt(second.id))]).toEqual([]);
  await overflow(5);
  expect([...(await findingsAt(first.id)), ...(await findingsAt(second.id))]).toEqual(["overflowCircle"]);
});

test("a hidden department is noted until its snippet was seen on a page", async () => {
  const department = await createDepartment({ hidden: true });
  await createOperator({ departmentIds: [department.id] });
  expect(await findingsAt(department.id)).toEqual(["snippetNotSeen"]);
  await storeSighting(await testDatabase(), department.key, { origin: "https://example.com", path: "/" });
  expect(await findingsAt(department.id)).toEqual([]);
});

test("an address for offline messages is found while no mail goes out", async () => {
  const department = await createDepartment({ offlineEmail: "team@example.com" });
  await createOperator({ departmentIds: [department.id] });
  expect(await findingsAt(department.id, false)).toEqual(["mailNotConfigured"]);
  expect(await findingsAt(department.id, true)).toEqual([]);
});
