import { isNull } from "drizzle-orm";
import { operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import type { CrmConnected } from "@/lib/crm/connect-crm";
import { log } from "@/lib/log";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { tellOpenWidgets } from "./open-widgets";
import type { SyncFact } from "./sync-schemas";
import type { SyncTarget, Told } from "./synchronize";

/** Doors to what is outside of the database and of realtime. */
export type SyncDoors = {
  /** Tells Telegram for each bot where to send what happens. */
  tellTelegram: (ctx: Context) => Promise<{ told: number; failed: number }>;
  /** Signs in at the servers of each mail channel. */
  tryMail: (ctx: Context) => Promise<{ told: number; failed: number }>;
  connectCrm: (ctx: Context) => Promise<CrmConnected>;
};

/** Everything that keeps a copy of the settings, in the order in which it is told. A further one is a line here. */
export const syncTargets = ({ tellTelegram, tryMail, connectCrm }: SyncDoors): readonly SyncTarget[] => [
  { target: "inboxes", tell: tellInboxes },
  { target: "widgets", tell: tellWidgets },
  { target: "telegram", tell: async (ctx) => channelsTold(await tellTelegram(ctx), BOTS) },
  { target: "mail", tell: async (ctx) => channelsTold(await tryMail(ctx), MAIL) },
  { target: "crm", tell: async (ctx) => crmTold(await connectCrm(ctx)) },
];

/** Events per call, so that one that fails does not take all others along. */
const BATCH_MAX = 100;

/** Emits `inbox.changed` to every active operator. */
async function tellInboxes(ctx: Context): Promise<Told> {
  const people = await ctx.db.select({ id: operators.id }).from(operators).where(isNull(operators.deactivatedAt));
  const events = people.map(
    ({ id }): RealtimeEvent => ({ channel: "operator", id, name: "inbox.changed", data: { reason: "settings" } }),
  );
  return publishAll(ctx, events, "operators");
}

/** Emits `settings.changed` to every open chat's visitor. */
const tellWidgets = async (ctx: Context): Promise<Told> => publishAll(ctx, await tellOpenWidgets(ctx.db), "chats");

async function publishAll({ publish }: Context, events: RealtimeEvent[], name: "operators" | "chats"): Promise<Told> {
  if (events.length === 0) return told("nothing");
  let count = 0;
  try {
    for (; count < events.length; count += BATCH_MAX) await publish(events.slice(count, count + BATCH_MAX));
    return told("done", [{ name, count: events.length }]);
  } catch (error) {
    log.error({ err: error, told: count }, "synchronizing failed");
    return { ...told("failed", counted(name, count)), problem: "realtime" };
  }
}

type Names = { works: SyncFact["name"]; fails: SyncFact["name"]; problem: "telegram" | "mail" };
const BOTS: Names = { works: "bots", fails: "botsFailed", problem: "telegram" };
const MAIL: Names = { works: "mailboxes", fails: "mailboxesFailed", problem: "mail" };

function channelsTold({ told: count, failed }: { told: number; failed: number }, names: Names): Told {
  const facts = [...counted(names.works, count), ...counted(names.fails, failed)];
  if (failed > 0) return { ...told("failed", facts), problem: names.problem };
  return told(count > 0 ? "done" : "notConnected", facts);
}

const CHANGED = {
  address: "newAddress",
  login: "newLogin",
  password: "newPassword",
  odataPath: "newOdataPath",
} as const;

function crmTold(connected: CrmConnected): Told {
  switch (connected.outcome) {
    case "none":
      return told("notConnected", counted("disconnected", connected.wasConnected ? 1 : 0));
    case "incomplete":
      return { ...told("failed"), problem: "crm.incomplete" };
    case "failed":
      return { ...told("failed"), problem: `crm.${connected.failure}`, text: connected.text };
    case "connected": {
      const changes = connected.changed.flatMap((name) => counted(CHANGED[name], 1));
      return told("done", [
        ...(changes.length > 0 ? changes : counted("unchanged", 1)),
        ...counted("chatsAgain", connected.sentAgain),
        ...counted("chatsWaiting", connected.waiting),
      ]);
    }
  }
}

const told = (outcome: Told["outcome"], facts: SyncFact[] = []): Told => ({ outcome, facts, problem: null, text: "" });

/** What did not happen is not told of. */
const counted = (name: SyncFact["name"], count: number): SyncFact[] => (count > 0 ? [{ name, count }] : []);
