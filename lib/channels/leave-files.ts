import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { channelUpdates } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { addPoints } from "@/lib/limits/take-points";
import { log } from "@/lib/log";
import { BARE_KEY, DAY_SECONDS } from "./flood";
import type { Unit } from "./flood-counts";
import { wordsOf } from "./texts";

/**
 * Mails without their files, which stay in the mailbox: what is said comes in, with the name of each file that does not.
 * Gives the numbers of the updates that were files.
 */
export async function leaveFiles(tx: Transaction, channelId: string, units: readonly Unit[]): Promise<Set<string>> {
  const left = new Set<string>();
  for (const unit of units) {
    const words = wordsOf(unit[0].from.locale);
    const said = unit.flatMap(({ what }) => (what.type === "text" ? [what.text] : []));
    const named = unit.flatMap(({ what }) =>
      what.type === "file" ? [words("mailFileLeft", { name: what.name })] : [],
    );
    const { bytes: _, ...first } = unit[0];
    const incoming = { ...first, what: { type: "text" as const, text: [...said, ...named].join("\n\n") } };
    await tx
      .update(channelUpdates)
      .set({ incoming })
      .where(isOpen(channelId, [first.updateId]));
    const rest = unit.slice(1).map(({ updateId }) => updateId);
    // Their rows stay, so that the same mail found again brings no file behind.
    if (rest.length > 0) {
      await tx.update(channelUpdates).set({ incoming: null, doneAt: sql`now()` }).where(isOpen(channelId, rest));
    }
    for (const { updateId, what } of unit) if (what.type === "file") left.add(updateId);
  }
  await addPoints(tx, [{ key: `${BARE_KEY}${channelId}`, add: units.length, windowSeconds: DAY_SECONDS }]);
  log.warn({ channelId, mails: units.length }, "the files of mails were left: too much has come in at once");
  return left;
}

const isOpen = (channelId: string, updateIds: string[]) =>
  and(
    eq(channelUpdates.channelId, channelId),
    inArray(channelUpdates.updateId, updateIds),
    isNull(channelUpdates.doneAt),
  );
