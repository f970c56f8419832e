import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { company, departments } from "@/db/schema";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { randomToken } from "@/lib/ids";
import { testDatabase } from "@/tests/support/database";
import { createDepartment, unique } from "@/tests/support/factories";
import { findEmbedTarget } from "./embed-target";

async function companyTarget() {
  const db = await testDatabase();
  await ensureInstallation(db);
  const [row] = await db.select({ key: company.key }).from(company);
  const target = await findEmbedTarget(db, row?.key ?? "");
  if (!target) throw new Error("the company's key opens nothing");
  return target;
}

describe("the company's key", () => {
  test("lists a visible department and never a hidden or disabled one, by no word and no number", async () => {
    const visible = await createDepartment();
    const others = [
      await createDepartment({ hidden: true, description: unique("secret") }),
      await createDepartment({ disabled: true, description: unique("secret") }),
      await createDepartment({ hidden: true, disabled: true, description: unique("secret") }),
    ];
    const target = await companyTarget();
    expect(target.departments.map(({ id }) => id)).toContain(visible.id);
    const bytes = JSON.stringify(target);
    for (const { id, name, key, description } of others) {
      for (const secret of [id, name, key, description]) expect(bytes).not.toContain(secret);
    }
    // Not even the key of the one that it lists: that opens another door.
    expect(bytes).not.toContain(visible.key);
  });

  test("lists in the order that admins set", async () => {
    const late = await createDepartment({ position: 2_000_001 });
    const early = await createDepartment({ position: 2_000_000 });
    const ids = (await companyTarget()).departments.map(({ id }) => id);
    expect(ids.indexOf(early.id)).toBeLessThan(ids.indexOf(late.id));
  });
});

describe("a department's key", () => {
  test("opens that department alone, hidden or not, with its own face", async () => {
    const own = await createDepartment({
      hidden: true,
      color: "#0b6b4f",
      greeting: "Hi",
      allowedDomains: ["a.example"],
    });
    const target = await findEmbedTarget(await testDatabase(), own.key);
    expect(target).toMatchObject({
      kind: "department",
      color: "#0b6b4f",
      greeting: "Hi",
      allowedDomains: ["a.example"],
    });
    expect(target?.departments.map(({ id }) => id)).toEqual([own.id]);
  });

  test("opens nothing once it is replaced, or its department is disabled", async () => {
    const db = await testDatabase();
    const replaced = await createDepartment();
    await db
      .update(departments)
      .set({ key: randomToken(16) })
      .where(eq(departments.id, replaced.id));
    const disabled = await createDepartment({ disabled: true });
    for (const { key } of [replaced, disabled]) expect(await findEmbedTarget(db, key)).toBeNull();
  });
});

test.each(["", "short", "../../etc/passwd", "x".repeat(65), "' or 1=1 --aaaaaaaaaa", "AAAAAAAAAAAAAAAAAAAAAA"])(
  "the key %j opens nothing",
  async (key) => {
    expect(await findEmbedTarget(await testDatabase(), key)).toBeNull();
  },
);
