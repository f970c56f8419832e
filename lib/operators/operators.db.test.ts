import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { departmentMembers, operators } from "@/db/schema";
import { UNLIMITED } from "@/lib/seats/rules";
import { ownDatabase, testDatabase } from "@/tests/support/database";
import { asRole, asVisitor, createDepartment, createOperator, testContext } from "@/tests/support/factories";
import { deactivateOperator, reactivateOperator } from "./deactivate-operator";
import { hashInvitationToken } from "./invitation-token";
import { inviteOperator } from "./invite-operator";
import { findOpenInvitation, listOperators } from "./queries";
import { findLiveSession, openSession } from "./sessions";
import { updateOperator } from "./update-operator";

const refusal = (code: string) => expect.objectContaining({ code });
const NO_DEPARTMENT = { memberships: [] };

// The rule is about all admins there are. Nobody is left active for the list, which is limited and begins with who is.
ownDatabase();
beforeEach(async () => {
  const db = await testDatabase();
  await db.update(operators).set({ deactivatedAt: new Date(), role: "operator" });
});

describe("role and departments", () => {
  test("are set as given, with lines, and the operator hears of it", async () => {
    const admin = await asRole("admin");
    const [sales, support, orders] = [await createDepartment(), await createDepartment(), await createDepartment()];
    const operator = await createOperator({ departmentIds: [sales.id, orders.id] });
    await updateOperator(admin, operator.id, {
      role: "supervisor",
      memberships: [
        { departmentId: sales.id, line: 3 },
        { departmentId: support.id, line: 1 },
      ],
    });
    const row = (await listOperators(admin.db)).find(({ id }) => id === operator.id);
    expect(row?.role).toBe("supervisor");
    expect(new Map(row?.memberships.map(({ departmentId, line }) => [departmentId, line]))).toEqual(
      new Map([
        [sales.id, 3],
        [support.id, 1],
      ]),
    );
    expect(admin.published).toEqual([
      { channel: "operator", id: operator.id, name: "inbox.changed", data: { reason: "membership" } },
    ]);
  });

  test("leave out a department that does not exist any more", async () => {
    const admin = await asRole("admin");
    const operator = await createOperator();
    const memberships = [{ departmentId: crypto.randomUUID(), line: 1 }];
    await updateOperator(admin, operator.id, { role: "operator", memberships });
    const rows = await admin.db.select().from(departmentMembers).where(eq(departmentMembers.operatorId, operator.id));
    expect(rows).toEqual([]);
  });

  test("of an unknown operator are not found", async () => {
    const admin = await asRole("admin");
    const change = updateOperator(admin, crypto.randomUUID(), { role: "admin", ...NO_DEPARTMENT });
    await expect(change).rejects.toEqual(refusal("not_found"));
  });
});

describe("the last admin", () => {
  test("can be neither demoted nor deactivated", async () => {
    const admin = await asRole("admin");
    const { operatorId } = admin.actor;
    const demotion = updateOperator(admin, operatorId, { role: "supervisor", ...NO_DEPARTMENT });
    await expect(demotion).rejects.toEqual(refusal("conflict"));
    await expect(deactivateOperator(admin, operatorId)).rejects.toEqual(refusal("conflict"));
    expect((await listOperators(admin.db)).find(({ id }) => id === operatorId)).toMatchObject({
      role: "admin",
      deactivatedAt: null,
    });
  });

  test("is not saved by an admin who is deactivated", async () => {
    const [admin, former] = [await asRole("admin"), await asRole("admin")];
    await deactivateOperator(admin, former.actor.operatorId);
    await expect(deactivateOperator(admin, admin.actor.operatorId)).rejects.toEqual(refusal("conflict"));
  });

  test("remains when two admins demote each other at once", async () => {
    const [anna, boris] = [await asRole("admin"), await asRole("admin")];
    const outcomes = await Promise.allSettled([
      updateOperator(anna, boris.actor.operatorId, { role: "operator", ...NO_DEPARTMENT }),
      deactivateOperator(boris, anna.actor.operatorId),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find((outcome) => outcome.status === "rejected")?.reason).toEqual(refusal("conflict"));
    const admins = (await listOperators(anna.db)).filter((row) => row.role === "admin" && !row.deactivatedAt);
    expect(admins).toHaveLength(1);
  });

  test("remains when many demote themselves at once", async () => {
    const admins = await Promise.all(Array.from({ length: 5 }, () => asRole("admin")));
    const outcomes = await Promise.allSettled(
      admins.map((ctx) => updateOperator(ctx, ctx.actor.operatorId, { role: "operator", ...NO_DEPARTMENT })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(4);
  });
});

describe("a deactivation", () => {
  test("ends every session, can be repeated and taken back, and keeps the departments", async () => {
    const admin = await asRole("admin");
    const department = await createDepartment();
    const operator = await createOperator({ departmentIds: [department.id] });
    const sessionId = await openSession(admin.db, operator.id, { userAgent: "", ipAddress: "" });
    await deactivateOperator(admin, operator.id);
    await deactivateOperator(admin, operator.id);
    expect(await findLiveSession(admin.db, sessionId)).toBeNull();
    await reactivateOperator(admin, operator.id, UNLIMITED);
    expect(await findLiveSession(admin.db, sessionId)).toBeNull();
    const row = (await listOperators(admin.db)).find(({ id }) => id === operator.id);
    expect(row).toMatchObject({ deactivatedAt: null, memberships: [{ departmentId: department.id }] });
  });

  test("makes the links worthless that a former admin has kept", async () => {
    const [admin, former] = [await asRole("admin"), await asRole("admin")];
    const email = `${crypto.randomUUID()}@example.com`;
    const { token } = await inviteOperator(former, { email, role: "admin", departmentIds: [] });
    expect(await findOpenInvitation(admin.db, hashInvitationToken(token))).not.toBeNull();
    await deactivateOperator(admin, former.actor.operatorId);
    expect(await findOpenInvitation(admin.db, hashInvitationToken(token))).toBeNull();
  });
});

describe("whoever is no admin is refused", () => {
  const strangers = {
    operator: () => asRole("operator"),
    supervisor: () => asRole("supervisor"),
    visitor: () => asVisitor(),
    system: () => testContext({ type: "system", job: "sweep" }),
  };

  test.each(Object.entries(strangers))("%s", async (_, stranger) => {
    const ctx = await stranger();
    const { id } = await createOperator();
    const invitation = { email: `${crypto.randomUUID()}@example.com`, role: "admin" as const, departmentIds: [] };
    await expect(updateOperator(ctx, id, { role: "admin", ...NO_DEPARTMENT })).rejects.toEqual(refusal("forbidden"));
    await expect(deactivateOperator(ctx, id)).rejects.toEqual(refusal("forbidden"));
    await expect(reactivateOperator(ctx, id, UNLIMITED)).rejects.toEqual(refusal("forbidden"));
    await expect(inviteOperator(ctx, invitation)).rejects.toEqual(refusal("forbidden"));
  });
});
