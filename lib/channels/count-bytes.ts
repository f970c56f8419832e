import type { Transaction } from "@/db/types";
import { FILE_SIZE_MAX } from "@/lib/files/rules";
import { addPoints } from "@/lib/limits/take-points";
import { BYTES_WINDOW_SECONDS, DAY_SECONDS, FLOOD_DAY_FACTOR, judgeSizes, shareOf } from "./flood";
import { countOf, groupedBy, type KeyOf, poolOf, UNCONFIRMED, type Unit } from "./flood-counts";

type Heavy = { unit: Unit; isTold: boolean; seconds: number };
type Given = { keyOf: KeyOf; kibibytes: number; units: readonly Unit[]; isNew: (unit: Unit) => boolean };
type Weighed = { unit: Unit; size: number; whose: string; isApart: boolean };

/**
 * Counts the bytes of files, and gives what is too much of them. Who writes has a share of what the channel takes in an hour
 * and a day, so that nobody alone keeps out the files of others; all of whom nothing is confirmed have one together, beside
 * that of everybody else. `isTold`: the first of its writer within an hour.
 */
export async function weighFiles(tx: Transaction, { keyOf, kibibytes, units, isNew }: Given): Promise<Heavy[]> {
  const weighed = units.flatMap((unit): Weighed[] => {
    const size = sizeOf(unit);
    const pool = isNew(unit) ? poolOf(unit) : null;
    const whose = pool ?? `writer ${unit[0].from.externalId}`;
    return size > 0 ? [{ unit, size, whose, isApart: pool === UNCONFIRMED }] : [];
  });
  if (kibibytes === 0 || weighed.length === 0) return [];
  const seconds = new Map<Unit, number>();
  const take = async (groups: readonly (readonly [string, readonly Weighed[]])[], points: number) => {
    const sum = (all: readonly Weighed[]) => all.reduce((total, { size }) => total + size, 0);
    const windows = groups.map(([whose, all]) => ({
      all,
      hour: keyOf("kib-hour", whose),
      day: keyOf("kib-day", whose),
    }));
    const counted = await addPoints(
      tx,
      windows.flatMap(({ all, hour, day }) => [
        { key: hour, add: sum(all), windowSeconds: BYTES_WINDOW_SECONDS },
        { key: day, add: sum(all), windowSeconds: DAY_SECONDS },
      ]),
    );
    const totals = new Map(counted.map((count) => [count.key, count]));
    for (const { all, hour, day } of windows) {
      const counts = [
        countOf(totals.get(hour), sum(all), points),
        countOf(totals.get(day), sum(all), points * FLOOD_DAY_FACTOR),
      ];
      const full = counts.filter((count) => count.before + sum(all) > count.points);
      judgeSizes(
        all.map(({ size }) => size),
        counts,
      ).forEach((fits, index) => {
        const one = all[index];
        if (!fits && one) seconds.set(one.unit, Math.max(1, ...full.map((count) => count.seconds)));
      });
    }
  };
  await take([...groupedBy(weighed, ({ whose }) => whose)], shareOf(kibibytes));
  const common = weighed.filter(({ unit, isApart }) => !isApart && !seconds.has(unit));
  if (common.length > 0) await take([["", common]], kibibytes);
  const heavy = weighed.filter(({ unit }) => seconds.has(unit));
  const isTold = await countRefusals(tx, keyOf, heavy);
  return heavy.map(({ unit }) => ({ unit, isTold: isTold(unit), seconds: seconds.get(unit) ?? 1 }));
}

async function countRefusals(tx: Transaction, keyOf: KeyOf, heavy: readonly Weighed[]) {
  const groups = [...groupedBy(heavy, ({ whose }) => keyOf("kib-told", whose))];
  const counted = await addPoints(
    tx,
    groups.map(([key, all]) => ({ key, add: all.length, windowSeconds: BYTES_WINDOW_SECONDS })),
  );
  const isFirst = new Set(
    groups.flatMap(([key, all]) => {
      const isNew = counted.some((count) => count.key === key && count.points === all.length);
      return isNew && all[0] ? [all[0].unit] : [];
    }),
  );
  return (unit: Unit) => isFirst.has(unit);
}

/** Of a file whose size the service does not tell, what we would take of it at most. */
function sizeOf(unit: Unit): number {
  const bytes = unit.map(({ what }) => (what.type === "file" ? (what.size ?? FILE_SIZE_MAX) : 0));
  return Math.ceil(bytes.reduce((total, size) => total + size, 0) / 1024);
}
