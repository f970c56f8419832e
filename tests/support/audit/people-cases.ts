import { desc, eq } from "drizzle-orm";
import { invitations, operators } from "@/db/schema";
import { acceptInvitation } from "@/lib/operators/accept-invitation";
import { deactivateOperator, reactivateOperator } from "@/lib/operators/deactivate-operator";
import { endOtherSessions, endOwnSession } from "@/lib/operators/end-own-sessions";
import { inviteOperator, renewInvitation, revokeInvitation } from "@/lib/operators/invite-operator";
import { replacePassword } from "@/lib/operators/replace-password";
import { openSession } from "@/lib/operators/sessions";
import { setOperatorPicture } from "@/lib/operators/set-operator-picture";
import { updateOperator } from "@/lib/operators/update-operator";
import { updateProfile } from "@/lib/operators/update-profile";
import { UNLIMITED } from "@/lib/seats/rules";
import { updateOperatorCapacity } from "@/lib/settings/update-operator-capacity";
import { createDepartment, createOperator } from "@/tests/support/factories";
import { type Admin, type AuditCase, from, hidden } from "./case";

const device = { userAgent: "", ipAddress: "" };
const address = () => `${crypto.randomUUID()}@example.com`;

async function invite(admin: Admin) {
  const email = address();
  const department = await createDepartment();
  const { token } = await inviteOperator(admin, { email, role: "supervisor", departmentIds: [department.id] });
  const [row] = await admin.db
    .select()
    .from(invitations)
    .where(eq(invitations.email, email))
    .orderBy(desc(invitations.createdAt));
  if (!row) throw new Error("no invitation");
  return { id: row.id, email, token, department };
}

export const peopleCases: AuditCase[] = [
  {
    command: "operators/invite-operator.ts inviteOperator",
    action: "invitation.created",
    act: async (admin) => {
      const { email, department } = await invite(admin);
      return {
        changes: {
          email: from(null, email),
          role: from(null, "supervisor"),
          departmentIds: { before: null, after: [department.id] },
        },
      };
    },
  },
  {
    command: "operators/invite-operator.ts renewInvitation",
    action: "invitation.renewed",
    act: async (admin) => {
      await renewInvitation(admin, (await invite(admin)).id);
      return { changes: {} };
    },
  },
  {
    command: "operators/invite-operator.ts revokeInvitation",
    action: "invitation.revoked",
    act: async (admin) => {
      await revokeInvitation(admin, (await invite(admin)).id);
      return { changes: {} };
    },
  },
  {
    command: "operators/accept-invitation.ts acceptInvitation",
    action: "invitation.accepted",
    act: async (admin) => {
      const { token, email, department } = await invite(admin);
      const { operatorId } = await acceptInvitation(admin.db, token, { name: "Anna", passwordHash: "hash" }, UNLIMITED);
      return {
        by: { actorId: operatorId, actorName: "Anna" },
        changes: {
          name: from(null, "Anna"),
          email: from(null, email),
          role: from(null, "supervisor"),
          [`departments.${department.id}`]: from(null, 1),
        },
      };
    },
  },
  {
    command: "operators/update-operator.ts updateOperator",
    action: "operator.updated",
    act: async (admin) => {
      const [goes, comes] = [await createDepartment(), await createDepartment()];
      const { id } = await createOperator({ departmentIds: [goes.id] });
      const memberships = [{ departmentId: comes.id, line: 2 }];
      await updateOperator(admin, id, { role: "supervisor", memberships });
      return {
        changes: {
          role: from("operator", "supervisor"),
          [`departments.${goes.id}`]: from(1, null),
          [`departments.${comes.id}`]: from(null, 2),
        },
      };
    },
  },
  {
    command: "operators/set-operator-picture.ts setOperatorPicture",
    action: "operator.picture_changed",
    act: async (admin) => {
      const { id } = await createOperator();
      await setOperatorPicture(admin, id, { bytes: new Uint8Array([1]), width: 1, height: 1 });
      const [row] = await admin.db.select().from(operators).where(eq(operators.id, id));
      return { changes: { pictureId: from(null, row?.pictureId ?? "no picture") } };
    },
  },
  {
    command: "operators/deactivate-operator.ts deactivateOperator",
    action: "operator.deactivated",
    act: async (admin) => {
      const { id } = await createOperator();
      await deactivateOperator(admin, id);
      await deactivateOperator(admin, id);
      return { changes: {} };
    },
  },
  {
    command: "operators/deactivate-operator.ts reactivateOperator",
    action: "operator.reactivated",
    act: async (admin) => {
      const { id } = await createOperator({ values: { deactivatedAt: new Date() } });
      await reactivateOperator(admin, id, UNLIMITED);
      await reactivateOperator(admin, id, UNLIMITED);
      return { changes: {} };
    },
  },
  {
    command: "operators/replace-password.ts replacePassword",
    action: "operator.password_changed",
    act: async (admin) => {
      await replacePassword(admin, "none", "another hash");
      return { changes: { password: hidden } };
    },
  },
  {
    command: "operators/end-own-sessions.ts endOwnSession",
    action: "operator.sessions_ended",
    act: async (admin) => {
      await endOwnSession(admin, await openSession(admin.db, admin.actor.operatorId, device));
      return { changes: {} };
    },
  },
  {
    command: "operators/end-own-sessions.ts endOtherSessions",
    action: "operator.sessions_ended",
    act: async (admin) => {
      await openSession(admin.db, admin.actor.operatorId, device);
      await endOtherSessions(admin);
      await endOtherSessions(admin);
      return { changes: {} };
    },
  },
  {
    command: "operators/update-profile.ts updateProfile",
    action: "operator.profile_changed",
    act: async (admin) => {
      await updateProfile(admin, { name: "Another", locale: "ru" });
      return { changes: { name: from(admin.actor.name, "Another"), locale: from(null, "ru") } };
    },
  },
  {
    command: "settings/update-operator-capacity.ts updateOperatorCapacity",
    action: "operator.capacity_changed",
    act: async (admin) => {
      const { id } = await createOperator();
      await admin.db
        .update(operators)
        .set({ maxLoad: 5, channelTypes: ["web"] })
        .where(eq(operators.id, id));
      await updateOperatorCapacity(admin, id, { maxLoad: 3, channelTypes: ["web", "email"] });
      return { changes: { maxLoad: from(5, 3), channelTypes: { before: ["web"], after: ["web", "email"] } } };
    },
  },
];
