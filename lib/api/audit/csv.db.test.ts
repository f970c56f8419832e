import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries } from "@/db/schema";
import { setTagDuty } from "@/lib/tags/change-tags";
import { testDatabase } from "@/tests/support/database";
import { asRole, asVisitor, createDepartment, createOperator } from "@/tests/support/factories";
import { bearer, ORIGIN, signedIn } from "@/tests/support/requests";
import { GET } from "./csv";

const ask = (query: Record<string, string>, headers: Record<string, string>) =>
  GET(new Request(`${ORIGIN}/api/audit/csv?${new URLSearchParams(query)}`, { headers }), {
    params: Promise.resolve({}),
  });

describe("the file of the log", () => {
  test("is for admins alone", async () => {
    const department = await createDepartment();
    const as = async (role: "operator" | "supervisor" | "admin") =>
      signedIn((await createOperator({ role, departmentIds: [department.id] })).id);
    const status = async (headers: Record<string, string>) => (await ask({ subject: department.id }, headers)).status;
    expect(await status({ origin: ORIGIN })).toBe(401);
    expect(await status(bearer((await asVisitor()).token))).toBe(401);
    expect(await status(await as("operator"))).toBe(403);
    expect(await status(await as("supervisor"))).toBe(403);
    expect(await status(await as("admin"))).toBe(200);
  });

  test("holds what the filter asks for, and the log says who took it", async () => {
    const department = await createDepartment({ name: `=1+1 "Sales"` });
    await setTagDuty(await asRole("admin"), department.id, true);
    const { id } = await createOperator({ role: "admin" });
    const answer = await ask({ subject: department.id, who: "", kind: "", from: "", to: "" }, await signedIn(id));
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="audit-log.csv"');
    const [, row, ...rest] = (await answer.text()).split("\r\n");
    expect(row).toContain(`${department.id},"'=1+1 ""Sales""",requiresTag,false,true`);
    expect(rest).toEqual([""]);
    const taken = and(eq(auditEntries.actorId, id), eq(auditEntries.action, "audit.exported"));
    expect(await (await testDatabase()).$count(auditEntries, taken)).toBe(1);
  });

  test.each<Record<string, string>>([{ who: "x" }, { kind: "weather" }, { from: "2026-02-30" }, { zone: "Mars/X" }])(
    "is refused for %j",
    async (query) => {
      const { id } = await createOperator({ role: "admin" });
      expect((await ask(query, await signedIn(id))).status).toBe(422);
    },
  );
});
