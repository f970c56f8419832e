import { expect, test } from "vitest";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { ownDatabase } from "@/tests/support/database";
import { asRole } from "@/tests/support/factories";
import { ensureInstallation } from "./ensure-installation";
import { getCompany } from "./queries";
import { rotateCompanyKey } from "./rotate-company-key";
import { companyInput } from "./schemas";
import { updateCompany } from "./update-company";

// The company is one row: what is set here is nobody else's.
ownDatabase();

test("the company is saved without touching its key", async () => {
  const admin = await asRole("admin");
  await ensureInstallation(admin.db);
  const { key } = await getCompany(admin.db);
  const input = companyInput.parse({
    name: "OCC Import/Export",
    color: "#ABC",
    greeting: "Hi\r\nthere",
    allowedDomains: "https://Shop.example/x\nshop.example",
    timeZone: "Europe/Berlin",
  });
  await updateCompany(admin, input);
  expect(await getCompany(admin.db)).toEqual({
    name: "OCC Import/Export",
    color: "#aabbcc",
    greeting: "Hi\nthere",
    allowedDomains: ["shop.example"],
    timeZone: "Europe/Berlin",
    key,
  });
});

test("after a rotation the old company key opens nothing; of two at once the later one stays", async () => {
  const admin = await asRole("admin");
  await ensureInstallation(admin.db);
  const before = await getCompany(admin.db);
  const rotated = await Promise.all([rotateCompanyKey(admin), rotateCompanyKey(await asRole("admin"))]);
  const { key } = await getCompany(admin.db);
  expect(rotated.map((one) => one.key)).toContain(key);
  expect(await findEmbedTarget(admin.db, before.key)).toBeNull();
  expect(await findEmbedTarget(admin.db, key)).toMatchObject({ kind: "company" });
});
