import { connectCrm } from "@/lib/crm/connect-crm";
import { saveAccountOf, testSender } from "@/lib/crm/testing";
import { startCreatio } from "@/tests/support/creatio/stand-in";
import { type Admin, type AuditCase, from, hidden } from "./case";

/** Synchronizes with a CRM, and then, where it is to be left, with none. */
async function synchronize(admin: Admin, leaves: boolean) {
  const crm = await startCreatio();
  await saveAccountOf(admin.db, crm);
  const sender = testSender(admin.db);
  await connectCrm(admin, sender);
  if (leaves) {
    await saveAccountOf(admin.db, crm, { address: "" });
    await connectCrm(admin, sender);
  }
  await crm.close();
  return { address: crm.address, login: crm.state.login };
}

export const crmCases: AuditCase[] = [
  {
    command: "crm/connect-crm.ts connectCrm",
    action: "crm.connected",
    isFresh: true,
    act: async (admin) => {
      const { address, login } = await synchronize(admin, false);
      const shown = { address: from(null, address), login: from(null, login), odataPath: from(null, "/0/odata") };
      return { changes: { ...shown, password: hidden } };
    },
  },
  {
    command: "crm/connect-crm.ts connectCrm",
    action: "crm.disconnected",
    isFresh: true,
    act: async (admin) => {
      const { address, login } = await synchronize(admin, true);
      const shown = { address: from(address, null), login: from(login, null), odataPath: from("/0/odata", null) };
      return { changes: { ...shown, password: hidden } };
    },
  },
];
