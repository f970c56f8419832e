import { forgetAddresses } from "@/lib/blocks/block-visitor";
import { deleteOldUpdates } from "@/lib/channels/delete-old-updates";
import { areEntriesDue, deliverDueEntries } from "@/lib/channels/deliver";
import { areVisitorsAbsent, mailAbsentVisitors } from "@/lib/channels/mail-absent-visitors";
import { channelDoor } from "@/lib/channels/process-channels";
import { areUpdatesDue, processUpdates } from "@/lib/channels/process-updates";
import { isReceivingNeeded, receiveUpdates } from "@/lib/channels/receive";
import { areRepliesDue, sendReplies } from "@/lib/channels/send-replies";
import { arePlacesToTell, tellPlaces } from "@/lib/channels/tell-places";
import { areCrmChatsDue } from "@/lib/crm/claims";
import { crmSender } from "@/lib/crm/process-crm";
import { tellDueChats } from "@/lib/crm/tell-due-chats";
import { deleteOldDrafts } from "@/lib/drafts/delete-old-drafts";
import { env } from "@/lib/env";
import { clearIncoming, isPurgeDue, purgeFiles } from "@/lib/files/purge-files";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { deleteExpiredSessions } from "@/lib/jobs/delete-expired-sessions";
import type { Job } from "@/lib/jobs/job";
import { analyzeOutgrownTables, outgrownTables, tidyEmbeddedDatabase } from "@/lib/jobs/tidy-embedded-database";
import { deleteEndedLimits } from "@/lib/limits/delete-ended-limits";
import { deleteOldMail } from "@/lib/mail/delete-old-mail";
import { isMailDue, sendDueMail } from "@/lib/mail/send-due-mail";
import { mailTransport } from "@/lib/mail/transport";
import { deleteOldPresences } from "@/lib/presences/note-presence";
import { deleteOldPush } from "@/lib/push/delete-old-push";
import { pushTransport } from "@/lib/push/process-push";
import { isPushDue, sendDuePush } from "@/lib/push/send-due-push";
import { haveOperatorStatesChanged, noteOperatorStates } from "@/lib/reports/availability/note-operator-states";
import { haveStatesChanged, noteDepartmentStates } from "@/lib/reports/availability/note-states";
import { areDaysUnpacked, packReportDays } from "@/lib/reports/days/pack-report-days";
import { deleteOutdated, isRetentionSet } from "@/lib/retention/delete-outdated";
import { isSweepNeeded, sweep } from "@/lib/routing/sweep";
import { isAlertDue, raiseAlerts } from "@/lib/supervision/raise-alerts";
import { areTimersDue, fireDueTimers } from "@/lib/timeouts/tick";
import { deleteOldDeliveries } from "@/lib/webhooks/delete-old-deliveries";
import { webhookSender } from "@/lib/webhooks/process-sender";
import { areWebhooksDue, sendDueWebhooks } from "@/lib/webhooks/send-due-webhooks";

export const jobs: readonly Job[] = [
  {
    name: "fire-due-timers",
    everySeconds: 1,
    leaseSeconds: null,
    isNeeded: areTimersDue,
    run: async (ctx) => ({ ...(await fireDueTimers(ctx)) }),
  },
  {
    name: "distribute-waiting-chats",
    everySeconds: 5,
    leaseSeconds: 60,
    isNeeded: isSweepNeeded,
    run: (ctx) => sweep(ctx),
  },
  {
    name: "alert-supervisors",
    everySeconds: 5,
    leaseSeconds: null,
    isNeeded: isAlertDue,
    run: async (ctx) => ({ raised: await raiseAlerts(ctx) }),
  },
  {
    name: "send-due-mail",
    everySeconds: 5,
    leaseSeconds: null,
    isNeeded: isMailDue,
    run: (ctx) => sendDueMail(ctx, mailTransport()),
  },
  {
    name: "delete-old-mail",
    everySeconds: 3600,
    leaseSeconds: 300,
    run: async ({ db }) => ({ deleted: await deleteOldMail(db) }),
  },
  {
    name: "send-due-push",
    everySeconds: 2,
    leaseSeconds: null,
    isNeeded: isPushDue,
    run: async (ctx) => sendDuePush(ctx, await pushTransport(ctx.db)),
  },
  {
    name: "delete-old-push",
    everySeconds: 3600,
    leaseSeconds: 300,
    run: async ({ db }) => ({ deleted: await deleteOldPush(db) }),
  },
  {
    name: "send-due-webhooks",
    everySeconds: 2,
    leaseSeconds: null,
    isNeeded: areWebhooksDue,
    run: ({ db }) => sendDueWebhooks(webhookSender(db)),
  },
  {
    name: "delete-old-webhook-deliveries",
    everySeconds: 3600,
    leaseSeconds: 300,
    run: async ({ db }) => ({ deleted: await deleteOldDeliveries(db) }),
  },
  {
    name: "tell-crm-of-chats",
    everySeconds: 5,
    leaseSeconds: null,
    isNeeded: areCrmChatsDue,
    run: ({ db }) => tellDueChats(crmSender(db)),
  },
  {
    name: "receive-from-channels",
    everySeconds: 1,
    // Of two that ask a service at once, each would take away what the other is told.
    leaseSeconds: 60,
    isNeeded: (db) => isReceivingNeeded(db, env().PUBLIC_URL ?? null, "telegram"),
    run: (ctx) => receiveUpdates(channelDoor(ctx), "telegram"),
  },
  {
    name: "fetch-mail",
    everySeconds: 5,
    // A look into a mailbox ends after a minute at the latest.
    leaseSeconds: 120,
    isNeeded: (db) => isReceivingNeeded(db, null, "email"),
    run: (ctx) => receiveUpdates(channelDoor(ctx), "email"),
  },
  {
    name: "mail-absent-visitors",
    everySeconds: 20,
    leaseSeconds: null,
    isNeeded: areVisitorsAbsent,
    run: async (ctx) => ({ opened: await mailAbsentVisitors(channelDoor(ctx)) }),
  },
  {
    name: "process-channel-updates",
    everySeconds: 1,
    leaseSeconds: null,
    isNeeded: async (db) => (await areUpdatesDue(db)) || (await areRepliesDue(db)),
    run: async (ctx) => {
      const door = channelDoor(ctx);
      return { ...(await processUpdates(door)), replies: await sendReplies(door) };
    },
  },
  {
    name: "deliver-to-channels",
    everySeconds: 1,
    leaseSeconds: null,
    isNeeded: areEntriesDue,
    run: async (ctx) => ({ ...(await deliverDueEntries(channelDoor(ctx))) }),
  },
  {
    name: "tell-channel-places",
    everySeconds: 2,
    leaseSeconds: null,
    isNeeded: arePlacesToTell,
    run: async (ctx) => ({ told: await tellPlaces(channelDoor(ctx)) }),
  },
  {
    name: "delete-old-channel-updates",
    everySeconds: 3600,
    leaseSeconds: 300,
    run: async ({ db }) => ({ deleted: await deleteOldUpdates(db) }),
  },
  {
    name: "purge-files",
    everySeconds: 30,
    leaseSeconds: null,
    isNeeded: isPurgeDue,
    run: ({ db }) => purgeFiles(db, fileStorage()),
  },
  {
    name: "clear-cut-off-uploads",
    everySeconds: 3600,
    leaseSeconds: null,
    run: async () => ({ deleted: await clearIncoming(fileStorage().incoming) }),
  },
  {
    name: "delete-old-drafts",
    everySeconds: 24 * 3600,
    leaseSeconds: 300,
    run: async ({ db }) => ({ deleted: await deleteOldDrafts(db) }),
  },
  {
    name: "forget-whereabouts",
    everySeconds: 300,
    leaseSeconds: 60,
    run: async ({ db }) => ({ presences: await deleteOldPresences(db), addresses: await forgetAddresses(db) }),
  },
  {
    name: "delete-outdated",
    everySeconds: 300,
    leaseSeconds: 120,
    isNeeded: isRetentionSet,
    run: async (ctx) => ({ ...(await deleteOutdated(ctx)) }),
  },
  {
    name: "note-department-states",
    everySeconds: 60,
    leaseSeconds: null,
    isNeeded: haveStatesChanged,
    run: async ({ db }) => ({ noted: await noteDepartmentStates(db) }),
  },
  {
    name: "note-operator-states",
    everySeconds: 60,
    leaseSeconds: null,
    isNeeded: haveOperatorStatesChanged,
    run: async ({ db }) => ({ noted: await noteOperatorStates(db) }),
  },
  {
    name: "pack-report-days",
    everySeconds: 60,
    leaseSeconds: 120,
    isNeeded: areDaysUnpacked,
    run: async ({ db }) => ({ packed: await packReportDays(db) }),
  },
  {
    name: "delete-expired-sessions",
    everySeconds: 3600,
    leaseSeconds: 300,
    run: async ({ db }) => ({ deleted: await deleteExpiredSessions(db) }),
  },
  {
    name: "delete-ended-limits",
    everySeconds: 3600,
    leaseSeconds: 300,
    run: async ({ db }) => ({ deleted: await deleteEndedLimits(db) }),
  },
  {
    name: "analyze-outgrown-tables",
    everySeconds: 10,
    leaseSeconds: null,
    isNeeded: async (db) => !env().DATABASE_URL && (await outgrownTables(db)).length > 0,
    run: async ({ db }) => ({ analyzed: await analyzeOutgrownTables(db) }),
  },
  {
    name: "tidy-embedded-database",
    everySeconds: 6 * 3600,
    leaseSeconds: 300,
    isNeeded: async () => !env().DATABASE_URL,
    run: async ({ db }) => {
      await tidyEmbeddedDatabase(db);
      return {};
    },
  },
];

export const findJob = (name: string): Job | null => jobs.find((job) => job.name === name) ?? null;
