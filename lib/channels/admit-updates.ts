import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db, Transaction } from "@/db/types";
import { addPoints } from "@/lib/limits/take-points";
import type { Action } from "./channel";
import { weighFiles } from "./count-bytes";
import { listBeyond } from "./count-starts";
import type { ChannelDoor } from "./door";
import { DAY_SECONDS, FLOOD_DAY_FACTOR, FLOOD_WINDOW_SECONDS, judgeFlood, waitSecondsOf } from "./flood";
import { countOf, groupedBy, type Unit } from "./flood-counts";
import { languageOf, wordsOf } from "./texts";

export type Admitted = {
  /** What is not taken; `reply` is what its writer is told, null for nothing. */
  refused: { unit: Unit; reply: Action[] | null }[];
  /** Mails whose files are too much and stay in the mailbox. */
  bare: Unit[];
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

/** `isKept`: the service keeps what is not taken, as a mailbox does, and is not asked for it again. */
type Given = { channelId: string; units: readonly Unit[]; known: ReadonlySet<string>; isKept: boolean };

/**
 * Counts what has come, in the transaction that stores it, and says what of it is too much: of one writer, of people whom
 * the channel does not know, or of bytes. A mail without a signature is a writer of its own, counted by whom its server has
 * confirmed; of whom nothing is confirmed, by whom answers would go to, which can be forged: then only the share is left
 * that all of those have together.
 */
export async function admitUpdates(
  tx: Transaction,
  { authSecret, flood }: FloodDoor,
  { channelId, units, known, isKept }: Given,
): Promise<Admitted> {
  const isNew = ([{ from, what }]: Unit) => what.type !== "bounced" && !known.has(from.externalId);
  const keyOf = (what: string, whose: string) =>
    `channel ${what} ${createHmac("sha256", authSecret).update(`${channelId} ${whose}`).digest("base64url")}`;
  const writerOf = (unit: Unit) => {
    const [{ from, mail }] = unit;
    if (!mail || !isNew(unit)) return `writer ${from.externalId}`;
    return mail.confirmed ? `sender ${mail.sender}` : `address ${mail.address}`;
  };
  // Each kind of count in a statement of its own and always in this order, so that no two of these wait for each other.
  const beyond = await listBeyond(tx, { keyOf, starts: flood.starts, units: units.filter(isNew) });
  const writers = [...groupedBy(units, writerOf)].map(([whose, sent]) => {
    const isMail = sent[0]?.[0].mail !== undefined;
    return { sent, now: keyOf("now", whose), day: keyOf("day", whose), points: isMail ? flood.mails : flood.messages };
  });
  const counted = await addPoints(
    tx,
    writers.flatMap(({ sent, now, day }) => [
      { key: now, add: sent.length, windowSeconds: FLOOD_WINDOW_SECONDS },
      { key: day, add: sent.length, windowSeconds: DAY_SECONDS },
    ]),
  );
  const totals = new Map(counted.map((count) => [count.key, count]));

  const refused: Admitted["refused"] = [];
  let retryAfterSeconds = 0;
  const refuse = (unit: Unit, isTold: boolean, seconds: number) => {
    refused.push({ unit, reply: isTold ? refusalOf(unit, seconds) : null });
    retryAfterSeconds = Math.max(retryAfterSeconds, seconds, 1);
  };
  for (const { sent, now, day, points } of writers) {
    const counts = [
      countOf(totals.get(now), sent.length, points),
      countOf(totals.get(day), sent.length, points * FLOOD_DAY_FACTOR),
    ];
    const shutSeconds = Math.max(0, ...sent.map(([{ from }]) => beyond.get(from.externalId) ?? 0));
    const seconds = Math.max(shutSeconds, waitSecondsOf(sent.length, counts));
    // Of a person all is shut out; mails of one sender are threads of their own.
    const taken = sent.filter(([{ from }]) => !beyond.has(from.externalId));
    const shut = sent.filter(([{ from }]) => beyond.has(from.externalId));
    judgeFlood(shut.length, counts, { isShut: true }).forEach(({ isTold }, index) => {
      const unit = shut[index];
      if (unit) refuse(unit, isTold, seconds);
    });
    judgeFlood(taken.length, counts).forEach(({ isTaken, isTold }, index) => {
      const unit = taken[index];
      if (!isTaken && unit) refuse(unit, isTold, seconds);
    });
  }
  const isRefused = new Set(refused.map(({ unit }) => unit));
  const heavy = await weighFiles(tx, {
    keyOf,
    kibibytes: flood.kibibytes,
    isNew,
    units: units.filter((unit) => !isRefused.has(unit)),
  });
  const isBare = ([{ mail }]: Unit) => mail !== undefined && isKept;
  for (const { unit, isTold, seconds } of heavy) if (!isBare(unit)) refuse(unit, isTold, seconds);
  return { refused, bare: heavy.map(({ unit }) => unit).filter(isBare), retryAfterSeconds };
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
