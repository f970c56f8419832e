import { expect, test } from "vitest";
import { rotateCompanyKey } from "@/lib/company/rotate-company-key";
import { updateCompany } from "@/lib/company/update-company";
import type { Context } from "@/lib/context";
import { testDatabase } from "@/tests/support/database";
import { asRole, asVisitor, createDepartment, testContext, unique } from "@/tests/support/factories";
import { createDepartment as create } from "./create-department";
import { deleteDepartment } from "./delete-department";
import { findDepartment } from "./queries";
import { reorderDepartments } from "./reorder-departments";
import { rotateDepartmentKey } from "./rotate-department-key";
import { departmentInput } from "./schemas";
import { setDepartmentLogo } from "./set-department-logo";
import { updateDepartment } from "./update-department";

const input = departmentInput.parse({
  name: unique("Refused"),
  description: "",
  hidden: false,
  disabled: false,
  color: "#000000",
  siteUrl: "",
  allowedDomains: "",
  greeting: "",
});
const company = { name: "Taken over", color: "#000000", greeting: "", allowedDomains: [], timeZone: null };

const commands: [string, (ctx: Context, id: string) => Promise<unknown>][] = [
  ["createDepartment", (ctx) => create(ctx, input)],
  ["updateDepartment", (ctx, id) => updateDepartment(ctx, id, input)],
  ["updateDepartment (a flag)", (ctx, id) => updateDepartment(ctx, id, { hidden: true })],
  ["reorderDepartments", (ctx, id) => reorderDepartments(ctx, [id])],
  ["deleteDepartment", (ctx, id) => deleteDepartment(ctx, id)],
  ["rotateDepartmentKey", (ctx, id) => rotateDepartmentKey(ctx, id)],
  ["setDepartmentLogo", (ctx, id) => setDepartmentLogo(ctx, id, null)],
  ["updateCompany", (ctx) => updateCompany(ctx, company)],
  ["rotateCompanyKey", (ctx) => rotateCompanyKey(ctx)],
];

test.each(commands)(
  "%s is refused to visitors, operators, supervisors and jobs, and nothing changes",
  async (_, run) => {
    const department = await createDepartment();
    const contexts = [
      await asVisitor(),
      await asRole("operator", department.id),
      await asRole("supervisor", department.id),
      await testContext({ type: "system", job: "any" }),
    ];
    const db = await testDatabase();
    const before = await findDepartment(db, department.id);
    for (const ctx of contexts) {
      await expect(run(ctx, department.id)).rejects.toMatchObject({ code: "forbidden" });
      expect(ctx.published).toEqual([]);
    }
    expect(await findDepartment(db, department.id)).toEqual(before);
  },
);
