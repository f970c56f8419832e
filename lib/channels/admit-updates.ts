import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db, Transaction } from "@/db/types";
import { addPoints, type Counted } from "@/lib/limits/take-points";
import type { Action, Arrived } from "./channel";
import type { ChannelDoor } from "./door";
import {
  DAY_SECONDS,
  FLOOD_DAY_FACTOR,
  FLOOD_WINDOW_SECONDS,
  type FloodCount,
  judgeFlood,
  waitSecondsOf,
} from "./flood";
import { languageOf, wordsOf } from "./texts";

/** All that one update says: a mail is several things, and taken as a whole or not at all. */
export type Unit = readonly [Arrived, ...Arrived[]];

export type Admitted = {
  /** What is not taken; `reply` is what its writer is told, null for nothing. */
  refused: { unit: Unit; reply: Action[] | null }[];
  /** Until somebody of those is taken again. */
  retryAfterSeconds: number;
};

export type FloodDoor = Pick<ChannelDoor, "authSecret" | "flood">;

/** Of these writers, those whom the channel knows, or from whom something is there that is not done. */
export async function listKnownWriters(
  db: Db,
  channelId: string,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const given = sql`(select jsonb_array_elements_text(${JSON.stringify(externalIds)}::jsonb))`;
  const found = await rows<{ externalId: string }>(
    db,
    sql`select external_id as "externalId" from channel_contacts
          where channel_id = ${channelId}::uuid and external_id in ${given}
        union select external_id from channel_updates
          where channel_id = ${channelId}::uuid and external_id in ${given} and done_at is null`,
  );
  return new Set(found.map(({ externalId }) => externalId));
}

/**
 * Counts what has come, in the transaction that stores it, and says what of it is too much: of one writer, or of people whom
 * the channel does not know. A mail without a signature is a writer of its own, so that its writer is whom answers would go
 * to, which can be forged: then only the channel's own limit is left.
 */
export async function admitUpdates(
  tx: Transaction,
  { authSecret, flood }: FloodDoor,
  { channelId, units, known }: { channelId: string; units: readonly Unit[]; known: ReadonlySet<string> },
): Promise<Admitted> {
  const isNew = ([{ from, what }]: Unit) => what.type !== "bounced" && !known.has(from.externalId);
  const keyOf = (what: string, whose: string) =>
    `channel ${what} ${createHmac("sha256", authSecret).update(`${channelId} ${whose}`).digest("base64url")}`;
  const writerOf = (unit: Unit) => {
    const [{ from, mail }] = unit;
    return mail && isNew(unit) ? `address ${mail.address}` : `writer ${from.externalId}`;
  };
  const writers = [...groupedBy(units, writerOf)].map(([whose, sent]) => {
    const isMail = sent[0]?.[0].mail !== undefined;
    return { sent, now: keyOf("now", whose), day: keyOf("day", whose), points: isMail ? flood.mails : flood.messages };
  });
  const startsKey = keyOf("starts", "");
  const starts = new Set(units.filter(isNew).map(([{ from }]) => from.externalId)).size;
  const counted = await addPoints(tx, [
    ...writers.flatMap(({ sent, now, day }) => [
      { key: now, add: sent.length, windowSeconds: FLOOD_WINDOW_SECONDS },
      { key: day, add: sent.length, windowSeconds: DAY_SECONDS },
    ]),
    ...(starts > 0 ? [{ key: startsKey, add: starts, windowSeconds: FLOOD_WINDOW_SECONDS }] : []),
  ]);
  const totals = new Map(counted.map((count) => [count.key, count]));
  const beyond = unitsBeyond(units.filter(isNew), totals.get(startsKey), starts, flood.starts);
  const shutSeconds = totals.get(startsKey)?.seconds ?? 0;

  const refused: Admitted["refused"] = [];
  let retryAfterSeconds = 0;
  for (const { sent, now, day, points } of writers) {
    const counts = [
      countOf(totals.get(now), sent.length, points),
      countOf(totals.get(day), sent.length, points * FLOOD_DAY_FACTOR),
    ];
    const isShut = sent.some((unit) => beyond.has(unit[0].from.externalId));
    const seconds = Math.max(isShut ? shutSeconds : 0, waitSecondsOf(sent.length, counts));
    judgeFlood(sent.length, counts, { isShut }).forEach(({ isTaken, isTold }, index) => {
      const unit = sent[index];
      if (isTaken || !unit) return;
      refused.push({ unit, reply: isTold ? refusalOf(unit, seconds) : null });
      retryAfterSeconds = Math.max(retryAfterSeconds, seconds, 1);
    });
  }
  return { refused, retryAfterSeconds };
}

function groupedBy(units: readonly Unit[], keyOf: (unit: Unit) => string): Map<string, Unit[]> {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) groups.set(keyOf(unit), [...(groups.get(keyOf(unit)) ?? []), unit]);
  return groups;
}

function countOf(total: Counted | undefined, added: number, points: number): FloodCount {
  const before = (total?.points ?? added) - added;
  return { before, points: points > 0 ? points : Number.POSITIVE_INFINITY, seconds: total?.seconds ?? 0 };
}

/** Writers for whom no place is left among the new ones, by the names of their service. */
function unitsBeyond(
  units: readonly Unit[],
  total: Counted | undefined,
  added: number,
  points: number,
): ReadonlySet<string> {
  if (!total || points === 0) return new Set();
  const left = Math.max(0, points - (total.points - added));
  return new Set([...new Set(units.map(([{ from }]) => from.externalId))].slice(left));
}

/** A mail is answered by no machine, and who only presses, blocks or comes back has said nothing. */
function refusalOf([{ from, what, mail }]: Unit, seconds: number): Action[] | null {
  if (mail || what.type === "left" || what.type === "bounced") return null;
  return [{ type: "text", text: wordsOf(from.locale)("flood", { wait: waitOf(seconds, languageOf(from.locale)) }) }];
}

/** Rounded up, as "10 min" or "24 hr". */
function waitOf(seconds: number, language: string): string {
  const [unit, length] = seconds > 5400 ? (["hour", 3600] as const) : (["minute", 60] as const);
  const { format } = new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" });
  return format(Math.max(1, Math.ceil(seconds / length)));
}
