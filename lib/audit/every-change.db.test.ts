import { readdirSync, readFileSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { auditEntries, webhooks } from "@/db/schema";
import { deleteDepartment } from "@/lib/departments/delete-department";
import { restoreSettings } from "@/lib/settings/test-rows";
import en from "@/messages/en/audit.json";
import ru from "@/messages/ru/audit.json";
import type { Admin, AuditCase } from "@/tests/support/audit/case";
import { companyCases } from "@/tests/support/audit/company-cases";
import { crmCases } from "@/tests/support/audit/crm-cases";
import { departmentCases } from "@/tests/support/audit/department-cases";
import { peopleCases } from "@/tests/support/audit/people-cases";
import { HOOK_NAME, workCases } from "@/tests/support/audit/work-cases";
import { testDatabase, withFreshDatabase } from "@/tests/support/database";
import { asRole, createChat, createDepartment } from "@/tests/support/factories";
import { actingOn } from "@/tests/support/on-database";

const CASES: AuditCase[] = [...companyCases, ...crmCases, ...departmentCases, ...peopleCases, ...workCases];

/**
 * Functions that write a table of settings and account for nothing, each with the reason. A function that is neither here
 * nor in `CASES` fails the test: give it an entry, and a case.
 */
const WITHOUT_ENTRY: Record<string, string> = {
  "alerts/update-alert-settings.ts updateAlertSettings": "what an operator wants to hear, themselves alone",
  "api-keys/note-use.ts noteUse": "when a key was used last",
  "auth/sign-in.ts signInWithPassword": "a sign-in",
  "auth/sign-in.ts signInNewcomer": "a sign-in",
  "auth/sign-in.ts signOutHere": "a sign-out",
  "auth/sign-in.ts clearSessionCookies": "a sign-out",
  "auth/sign-in.ts setLocaleCookie": "writes a cookie",
  "blocks/block-visitor.ts forgetAddresses": "time does it",
  "channels/open-channel.ts isAddable": "reads",
  "channels/open-channel.ts noteChannelError": "whether a channel works",
  "channels/open-channel.ts noteWorks": "as above",
  "channels/open-channel.ts openChannel": "as above",
  "channels/receive.ts isReceivingNeeded": "reads",
  "channels/receive.ts receiveUpdates": "what happens in other services",
  "channels/receive.ts tellAllWays": "where services send what happens",
  "channels/receive.ts tellWay": "as above",
  "channels/receive.ts updatesUrl": "reads",
  "channels/store-updates.ts storeUpdates": "what happens in other services",
  "chats/change-owner.ts endChat": "work on chats",
  "chats/change-owner.ts endChats": "work on chats",
  "chats/change-owner.ts giveToOperator": "work on chats",
  "chats/change-owner.ts giveToOperators": "work on chats",
  "chats/change-owner.ts returnToQueue": "work on chats",
  "chats/messages/send-message.ts answerAtOnce": "work on chats",
  "chats/messages/send-message.ts sendMessage": "work on chats",
  "chats/messages/write-messages.ts writeMessage": "work on chats",
  "chats/messages/write-messages.ts writeTogether": "work on chats",
  "chats/pulse/record-pulse.ts recordPulse": "presence",
  "company/ensure-installation.ts ensureInstallation": "the first start, before there is anybody",
  "crm/claims.ts areCrmChatsDue": "reads",
  "crm/claims.ts claimChat": "what happened to a chat on its way",
  "crm/claims.ts claimConnection": "who talks to the CRM",
  "crm/claims.ts dropChat": "what happened to a chat on its way",
  "crm/claims.ts endConnection": "whether the connection works",
  "crm/claims.ts giveUpUnfinished": "what happened to a chat on its way",
  "crm/claims.ts keepConnection": "who talks to the CRM",
  "crm/claims.ts markRefused": "what happened to a chat on its way",
  "crm/claims.ts markTold": "as above",
  "crm/claims.ts putBack": "as above",
  "departments/change-department.ts changeDepartment": "part of commands, and writes their entry",
  "first-steps/end-first-steps.ts endFirstSteps": "what admins are led through; it changes nothing for anybody",
  "first-steps/mark-step.ts markStep": "as above",
  "identity/known-visitors.ts ensureKnownVisitor": "no settings: the row of a visitor",
  "identity/known-visitors.ts findKnownVisitor": "reads",
  "installs/retire-key.ts retireKey": "part of the rotation of a key",
  "jobs/delete-expired-sessions.ts deleteExpiredSessions": "time does it",
  "legs/change-legs.ts beginLegs": "work on chats",
  "legs/change-legs.ts endLegs": "work on chats",
  "legs/change-legs.ts takeQueueLegs": "work on chats",
  "logos/store-logo.ts storeLogo": "part of commands that write an entry",
  "operators/admins.ts assertNotLastAdmin": "reads",
  "operators/admins.ts revokeInvitationsBy": "part of commands that write an entry",
  "operators/memberships.ts readMemberships": "reads",
  "operators/memberships.ts replaceMemberships": "part of commands that write an entry",
  "operators/note-sight.ts noteSight": "presence",
  "operators/sessions.ts endSession": "part of commands that write an entry, and of a sign-out",
  "operators/sessions.ts endSessions": "part of commands that write an entry",
  "operators/sessions.ts findLiveSession": "reads",
  "operators/sessions.ts listOwnSessions": "reads",
  "operators/sessions.ts noteSeen": "a stamp of the list of sessions",
  "operators/sessions.ts openSession": "a sign-in",
  "operators/set-presence.ts setPresence": "presence",
  "routing/assign.ts assignQueued": "work on chats",
  "routing/assign.ts isStillCandidate": "reads",
  "routing/assign.ts moveToNext": "work on chats",
  "routing/assign.ts nameOf": "reads",
  "routing/assign.ts noteMisses": "presence",
  "routing/assign.ts requestOf": "reads",
  "settings/maintenance.ts assertInService": "reads",
  "settings/maintenance.ts findMaintenance": "reads",
  "settings/maintenance.ts findNoticeText": "reads",
  "views/change-views.ts changeView": "lists that people keep for themselves or their team; they change nothing",
  "views/change-views.ts createView": "as above",
  "views/change-views.ts orderViews": "as above",
  "webhooks/mark-deliveries.ts markDelivered": "what happened to a delivery",
  "webhooks/mark-deliveries.ts markFailed": "what happened to a delivery; switching off is stopWebhook's",
  // Proven beside their own code, with the scenes that they need:
  "blocks/block-visitor.ts blockVisitor": "block-visitor.db.test.ts",
  "blocks/lift-block.ts liftBlock": "block-visitor.db.test.ts",
  "visitors/erase-visitor.ts eraseVisitor": "erase-visitor.db.test.ts",
  "visitors/erase-visitor.ts eraseVisitorFor": "erase-visitor.db.test.ts",
  "webhooks/stop-webhook.ts stopWebhook": "send-due-webhooks.db.test.ts",
};

const TABLES =
  "company|departments|departmentMembers|operators|invitations|authSessions|chatSettings|channels|cannedReplies|tags|webhooks|visitorBlocks|logos|retentionSettings|savedViews|retiredKeys|apiKeys|reviewCriteria|crmConnection";
const WRITES = new RegExp(
  `\\.\\s*(?:insert|update|delete)\\((?:${TABLES})\\)` +
    "|\\b(?:changeDepartment|replaceMemberships|endSessions?|storeLogo)\\(" +
    "|(?:update|insert into|delete from) (?:operators|departments|company|visitor_blocks|auth_sessions|channels|tags)\\b",
);

/** Exported functions of every file that writes a table of settings. */
const writers = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|testing\.ts$|test-rows\.ts$|^audit\//.test(file))
  .flatMap((file) => {
    const source = readFileSync(`lib/${file}`, "utf8");
    if (!WRITES.test(source)) return [];
    return [...source.matchAll(/^export (?:async function (\w+)|const (\w+) = (?:async )?\()/gm)].map(
      ([, one, other]) => `${file} ${one ?? other}`,
    );
  });

const fields = new Set<string>();

// Other test files share the database: a webhook that is left would be told of their chats.
afterEach(async () => {
  await restoreSettings();
  await (await testDatabase()).delete(webhooks).where(eq(webhooks.name, HOOK_NAME));
});

describe("every command that changes settings", () => {
  test("is known here: give a new one an entry in the log, and a case", () => {
    const known = new Set([...CASES.map(({ command }) => command), ...Object.keys(WITHOUT_ENTRY)]);
    expect(writers.length).toBeGreaterThan(50);
    expect([...known].sort()).toEqual([...writers].sort());
  });

  test.each(CASES.filter(({ isFresh }) => !isFresh))(
    "$command notes $action once: who, what, and what exactly has changed",
    async (one) => prove(one, await asRole("admin")),
  );

  test("of the one company does so, too", () =>
    withFreshDatabase(async (db) => {
      for (const one of CASES.filter(({ isFresh }) => isFresh)) await prove(one, actingOn(db));
    }));

  test("leaves no entry where it is refused", async () => {
    const admin = await asRole("admin");
    const department = await createDepartment();
    await createChat(department);
    await expect(deleteDepartment(admin, department.id)).rejects.toMatchObject({ code: "conflict" });
    const noted = await admin.db.select().from(auditEntries).where(eq(auditEntries.actorId, admin.actor.operatorId));
    expect(noted).toEqual([]);
  });

  test("has all its fields named in every language", () => {
    const named = (texts: object) => [...fields].filter((field) => !Object.hasOwn(texts, field));
    expect({ en: named(en.fields), ru: named(ru.fields) }).toEqual({ en: [], ru: [] });
  });
});

async function prove({ command, act, action }: AuditCase, admin: Admin): Promise<void> {
  const { changes, by } = await act(admin);
  const { actorId, actorName } = by ?? { actorId: admin.actor.operatorId, actorName: admin.actor.name };
  const isTheirs = and(eq(auditEntries.actorId, actorId), eq(auditEntries.action, action));
  const noted = await admin.db.select().from(auditEntries).where(isTheirs);
  expect(
    noted.map((entry) => entry.changes),
    command,
  ).toEqual([changes]);
  expect(noted[0]).toMatchObject({ actorType: "operator", actorName });
  for (const path of Object.keys(changes)) fields.add(path.split(".", 1)[0] ?? path);
}
