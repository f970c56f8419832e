import type { Db } from "@/db/types";
import { forgetAddresses } from "@/lib/blocks/block-visitor";
import type { Context, SystemActor } from "@/lib/context";
import { deleteOldDrafts } from "@/lib/drafts/delete-old-drafts";
import { env } from "@/lib/env";
import { clearIncoming, isPurgeDue, purgeFiles } from "@/lib/files/purge-files";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { deleteExpiredSessions } from "@/lib/jobs/delete-expired-sessions";
import { tidyEmbeddedDatabase } from "@/lib/jobs/tidy-embedded-database";
import { deleteEndedLimits } from "@/lib/limits/delete-ended-limits";
import { deleteOldMail } from "@/lib/mail/delete-old-mail";
import { isMailDue, sendDueMail } from "@/lib/mail/send-due-mail";
import { mailTransport } from "@/lib/mail/transport";
import { deleteOldPresences } from "@/lib/presences/note-presence";
import { deleteOldPush } from "@/lib/push/delete-old-push";
import { pushTransport } from "@/lib/push/process-push";
import { isPushDue, sendDuePush } from "@/lib/push/send-due-push";
import { isSweepNeeded, sweep } from "@/lib/routing/sweep";
import { isAlertDue, raiseAlerts } from "@/lib/supervision/raise-alerts";
import { areTimersDue, fireDueTimers } from "@/lib/timeouts/tick";
import { deleteOldDeliveries } from "@/lib/webhooks/delete-old-deliveries";
import { webhookSender } from "@/lib/webhooks/process-sender";
import { areWebhooksDue, sendDueWebhooks } from "@/lib/webhooks/send-due-webhooks";

/** Work that time causes. Bounded and idempotent: a run may come late, twice, or be cut off anywhere. */
export type Job = {
  /** Also the last part of its cron path, and `actor.job`. */
  name: string;
  /** The pause after a finished run. */
  everySeconds: number;
  /**
   * Longer than any run: after it another process takes over. Null: its rows decide who does what, so that any number
   * of processes may run it at once.
   */
  leaseSeconds: number | null;
  /** A cheap look whether there is anything to do: an idle machine writes nothing. */
  isNeeded?: (db: Db) => Promise<boolean>;
  /** Answers counts of what it did. */
  run: (ctx: Context<SystemActor>) => Promise<Record<string, number>>;
};

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
