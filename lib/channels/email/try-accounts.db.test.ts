import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmailScene, emailScene } from "@/tests/support/email/scene";
import { createDepartment } from "@/tests/support/factories";
import { tryMailAccounts } from "../try-accounts";

let scene: EmailScene;
beforeEach(async () => {
  const department = await createDepartment();
  scene = await emailScene({ departmentId: department.id });
});
afterEach(() => scene.close());

test("a mail account whose servers let us in works, one whose server is dead is red, and is green again afterwards", async () => {
  const before = await tryMailAccounts(scene.door);
  expect(before.told).toBeGreaterThanOrEqual(1);
  await scene.smtpDies();
  const dead = await tryMailAccounts(scene.door);
  expect(dead).toEqual({ told: before.told - 1, failed: before.failed + 1 });
  expect(await scene.row()).toMatchObject({ failure: "unreachable" });
  await scene.smtpComesBack();
  expect(await tryMailAccounts(scene.door)).toEqual(before);
  expect(await scene.row()).toMatchObject({ failure: null, retryAt: null });
});
