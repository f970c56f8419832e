import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { invitations, operators } from "@/db/schema";
import { UNLIMITED } from "@/lib/seats/rules";
import { ownDatabase } from "@/tests/support/database";
import { asRole, createDepartment, createOperator } from "@/tests/support/factories";
import { acceptInvitation } from "./accept-invitation";
import { hashInvitationToken } from "./invitation-token";
import { inviteOperator, renewInvitation, revokeInvitation } from "./invite-operator";
import { findOpenInvitation, listInvitations, listOperators } from "./queries";

// The lists of operators and of invitations are limited, and other tests have made many.
ownDatabase();

const refusal = (code: string) => expect.objectContaining({ code });
const person = { name: "Newcomer", passwordHash: "none" };
const freshEmail = () => `${crypto.randomUUID()}@example.com`;

async function invited(values: { email?: string; departmentIds?: string[] } = {}) {
  const admin = await asRole("admin");
  const invitation = { email: freshEmail(), role: "supervisor" as const, departmentIds: [], ...values };
  const { token } = await inviteOperator(admin, invitation);
  const row = (await listInvitations(admin.db)).find(({ email }) => email === invitation.email);
  if (!row) throw new Error("the invitation is not listed");
  return { admin, db: admin.db, token, ...invitation, id: row.id };
}

test("an accepted invitation is an operator with its role and departments", async () => {
  const department = await createDepartment();
  const { db, token, email } = await invited({ departmentIds: [department.id, crypto.randomUUID()] });
  const { operatorId } = await acceptInvitation(db, token, person, UNLIMITED);
  expect((await listOperators(db)).find(({ id }) => id === operatorId)).toMatchObject({
    name: "Newcomer",
    email,
    role: "supervisor",
    memberships: [{ departmentId: department.id, line: 1 }],
  });
});

test("the table does not hold the token", async () => {
  const { db, token, id } = await invited();
  const [row] = await db.select().from(invitations).where(eq(invitations.id, id));
  expect(JSON.stringify(row)).not.toContain(token);
});

test("a link works once, also when it is used many times at once", async () => {
  const { db, token, email } = await invited();
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, () => acceptInvitation(db, token, person, UNLIMITED)),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(acceptInvitation(db, token, person, UNLIMITED)).rejects.toEqual(refusal("not_found"));
  const rows = await db.select().from(operators).where(eq(operators.email, email));
  expect(rows).toHaveLength(1);
});

test("expired, withdrawn and unknown links are refused alike", async () => {
  const [expired, withdrawn] = [await invited(), await invited()];
  const { db } = expired;
  await db.update(invitations).set({ expiresAt: sql`now()` }).where(eq(invitations.id, expired.id));
  await revokeInvitation(withdrawn.admin, withdrawn.id);
  for (const token of [expired.token, withdrawn.token, "A".repeat(43), ""]) {
    expect(await findOpenInvitation(db, hashInvitationToken(token))).toBeNull();
    await expect(acceptInvitation(db, token, person, UNLIMITED)).rejects.toEqual(refusal("not_found"));
  }
  expect((await listInvitations(db)).find(({ id }) => id === expired.id)).toMatchObject({ isExpired: true });
});

test("a renewed invitation has a new link, and the old one is dead", async () => {
  const { admin, db, token, id, email } = await invited();
  await db.update(invitations).set({ expiresAt: sql`now()` }).where(eq(invitations.id, id));
  const renewed = await renewInvitation(admin, id);
  expect(renewed.email).toBe(email);
  await expect(acceptInvitation(db, token, person, UNLIMITED)).rejects.toEqual(refusal("not_found"));
  await acceptInvitation(db, renewed.token, person, UNLIMITED);
  await expect(renewInvitation(admin, id)).rejects.toEqual(refusal("not_found"));
  await expect(revokeInvitation(admin, id)).rejects.toEqual(refusal("not_found"));
});

test("inviting an address again leaves one working link, also at once", async () => {
  const email = freshEmail();
  const admin = await asRole("admin");
  const invitation = { email, role: "operator" as const, departmentIds: [] };
  const links = await Promise.all(Array.from({ length: 4 }, () => inviteOperator(admin, invitation)));
  const found = await Promise.all(links.map(({ token }) => findOpenInvitation(admin.db, hashInvitationToken(token))));
  expect(found.filter(Boolean)).toHaveLength(1);
});

test("an address with an account is refused at the field, whether active or not", async () => {
  const admin = await asRole("admin");
  const { id, email } = await createOperator();
  const invite = () => inviteOperator(admin, { email, role: "operator", departmentIds: [] });
  const taken = expect.objectContaining({ code: "invalid", fields: { email: "emailTaken" } });
  await expect(invite()).rejects.toEqual(taken);
  await admin.db.update(operators).set({ deactivatedAt: sql`now()` }).where(eq(operators.id, id));
  await expect(invite()).rejects.toEqual(taken);
});

test("an account made meanwhile makes the link worthless instead of a second account", async () => {
  const { db, token, email } = await invited();
  await db.insert(operators).values({ name: "Faster", email, passwordHash: "none" });
  expect(await findOpenInvitation(db, hashInvitationToken(token))).toBeNull();
  await expect(acceptInvitation(db, token, person, UNLIMITED)).rejects.toEqual(refusal("conflict"));
});
