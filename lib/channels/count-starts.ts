import type { Transaction } from "@/db/types";
import { addPoints } from "@/lib/limits/take-points";
import { FLOOD_WINDOW_SECONDS, shareOf } from "./flood";
import { countOf, groupedBy, type KeyOf, poolOf, UNCONFIRMED, type Unit } from "./flood-counts";

/**
 * Writers for whom no place is left among the new ones, by the names of their service, with the seconds until there is one.
 * Each pool has its share of what a channel takes, so that who makes up senders, or has a domain, shuts out nobody else;
 * what a pool has no place for does not count for all of them.
 */
export async function listBeyond(
  tx: Transaction,
  { keyOf, starts, units }: { keyOf: KeyOf; starts: number; units: readonly Unit[] },
): Promise<ReadonlyMap<string, number>> {
  const beyond = new Map<string, number>();
  if (starts === 0 || units.length === 0) return beyond;
  const writers = [
    ...new Map(units.map((unit) => [unit[0].from.externalId, { id: unit[0].from.externalId, unit }])).values(),
  ];
  const take = async (groups: { key: string; points: number; ids: string[] }[]) => {
    const counted = await addPoints(
      tx,
      groups.map(({ key, ids }) => ({ key, add: ids.length, windowSeconds: FLOOD_WINDOW_SECONDS })),
    );
    for (const { key, points, ids } of groups) {
      const { before, seconds } = countOf(
        counted.find((count) => count.key === key),
        ids.length,
        points,
      );
      for (const id of ids.slice(Math.max(0, points - before))) beyond.set(id, Math.max(1, seconds));
    }
  };
  const pools = groupedBy(
    writers.filter(({ unit }) => poolOf(unit) !== null),
    ({ unit }) => poolOf(unit) ?? "",
  );
  await take(
    [...pools].map(([pool, within]) => ({
      key: keyOf("starts", pool),
      points: shareOf(starts),
      ids: within.map(({ id }) => id),
    })),
  );
  const all = writers.filter(({ id, unit }) => !beyond.has(id) && poolOf(unit) !== UNCONFIRMED).map(({ id }) => id);
  if (all.length > 0) await take([{ key: keyOf("starts", ""), points: starts, ids: all }]);
  return beyond;
}
