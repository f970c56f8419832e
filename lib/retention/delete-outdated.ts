import { retentionSettings } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import { type Context, commit, type SystemActor } from "@/lib/context";
import { deleteOldChats, deleteOldEntries, deleteOldFiles, deleteOldMessages, deleteOldVisits } from "./delete-batch";
import { noteDeleted } from "./note-deleted";
import { columns, getRetention } from "./queries";
import type { Outdated, RetentionInput } from "./schemas";

/** A run takes no further batch after this; the next one goes on. */
const RUN_MS = 20_000;

type Kind = {
  what: keyof Outdated;
  days: keyof RetentionInput;
  batch: (tx: Transaction, days: number) => Promise<number>;
};

const KINDS: readonly Kind[] = [
  { what: "chats", days: "chatsAfterDays", batch: deleteOldChats },
  { what: "offlineMessages", days: "chatsAfterDays", batch: deleteOldMessages },
  { what: "files", days: "filesAfterDays", batch: deleteOldFiles },
  { what: "visits", days: "visitsAfterDays", batch: deleteOldVisits },
  { what: "entries", days: "auditAfterDays", batch: deleteOldEntries },
];

/** Whether anything is not kept for ever. */
export async function isRetentionSet(db: Db): Promise<boolean> {
  return Object.values(await getRetention(db)).some((days) => days !== null);
}

/**
 * Deletes what was kept long enough, in small batches, each in a transaction of its own with its part of the entry in the
 * log: who dies in between leaves nothing half done, and the next run goes on. Bounded by time, and safe to run anywhere
 * at once: rows that somebody else holds are left to the next run.
 */
export async function deleteOutdated(
  ctx: Pick<Context<SystemActor>, "actor" | "db" | "publish">,
  runMs = RUN_MS,
): Promise<Outdated> {
  const deleted: Outdated = { chats: 0, offlineMessages: 0, files: 0, visits: 0, entries: 0 };
  const start = performance.now();
  for (const kind of KINDS) {
    while (performance.now() - start < runMs) {
      const count = await deleteBatch(ctx, kind);
      if (count === 0) break;
      deleted[kind.what] += count;
    }
  }
  return deleted;
}

const deleteBatch = (ctx: Pick<Context<SystemActor>, "actor" | "db" | "publish">, { what, days, batch }: Kind) =>
  commit(ctx, async (tx) => {
    // Held to the end: who changes the settings waits for this batch, and the next one follows the new ones.
    const [settings] = await tx.select(columns).from(retentionSettings).for("share");
    const after = settings?.[days] ?? null;
    if (after === null) return 0;
    const count = await batch(tx, after);
    if (count > 0) await noteDeleted(tx, ctx.actor, { [what]: count });
    return count;
  });
