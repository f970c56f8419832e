import { asc } from "drizzle-orm";
import { expect } from "vitest";
import { chats, departments, legs } from "@/db/schema";
import { FIGURE_NAMES, type Figures, type Grouping } from "@/lib/reports/rules";
import { testDatabase } from "./database";
import { grouped } from "./grouped";

type Leg = typeof legs.$inferSelect;
type Chat = typeof chats.$inferSelect;
type Scope = { departmentIds: readonly string[]; start: Date; end: Date; zone: string };
/** A leg in the scope, with its chat, all legs of the chat in order, and its own place among them. */
type Told = { leg: Leg; chat: Chat; story: Leg[]; index: number; siteUrl: string | null; atOnce: number | null };

type Stretch = { chatId: string; operatorId: string | null; from: number; until: number };

/** Every leg there is, with its chat and all legs of it in order, of operators those of their chats, and websites. */
export type SlowRows = {
  legs: readonly Leg[];
  stories: ReadonlyMap<string, Leg[]>;
  chats: ReadonlyMap<string, Chat>;
  /** When they had chats, in milliseconds; without end: still. */
  ofOperators: ReadonlyMap<string | null, Stretch[]>;
  sites: ReadonlyMap<string, string | null>;
};

/** For several looks at the same rows. */
export async function slowRows(): Promise<SlowRows> {
  const db = await testDatabase();
  const all = await db.select().from(legs).orderBy(asc(legs.fromSeq));
  return {
    legs: all,
    stories: grouped(all, ({ chatId }) => chatId),
    chats: new Map((await db.select().from(chats)).map((chat) => [chat.id, chat])),
    ofOperators: grouped(all.flatMap(stretchOf), ({ operatorId }) => operatorId),
    sites: new Map((await db.select().from(departments)).map(({ id, siteUrl }) => [id, siteUrl])),
  };
}

function stretchOf({ chatId, operatorId, assignedAt, releasedAt }: Leg): Stretch[] {
  if (!assignedAt) return [];
  return [{ chatId, operatorId, from: assignedAt.getTime(), until: releasedAt?.getTime() ?? Number.POSITIVE_INFINITY }];
}

/** What docs/reports.md says of each figure, word by word, over every row there is: slow, and for tests alone. */
export async function slowReport(
  scope: Scope,
  grouping: Grouping | null,
  given?: SlowRows,
): Promise<Map<string | null, Figures>> {
  const told = tell(scope, given ?? (await slowRows()));
  const groups = grouping
    ? grouped(told, (one) => keyOf(one, grouping, scope.zone))
    : new Map([["total", told] as const]);
  return new Map([...groups].map(([key, all]) => [key, figuresOf(all)]));
}

function tell({ departmentIds, start, end }: Scope, { legs, stories, chats, ofOperators, sites }: SlowRows): Told[] {
  const own = legs.filter(({ departmentId }) => departmentIds.includes(departmentId));
  return own.flatMap((leg) => {
    const chat = chats.get(leg.chatId);
    if (!chat || chat.spamAt || chat.closeReason === "never_wrote") return [];
    if (leg.queuedAt < start || leg.queuedAt >= end) return [];
    const story = stories.get(leg.chatId) ?? [];
    const index = story.findIndex(({ id }) => id === leg.id);
    const siteUrl = sites.get(leg.departmentId) ?? null;
    return [{ leg, chat, story, index, siteUrl, atOnce: chatsAtOnce(leg, ofOperators.get(leg.operatorId) ?? []) }];
  });
}

/** The chats that its operator had at the moment at which they got this one, with it: over all departments, spam as well. */
function chatsAtOnce(leg: Leg, ofOperator: readonly Stretch[]): number | null {
  const at = leg.assignedAt?.getTime();
  if (at === undefined) return null;
  let others = 0;
  for (const { chatId, from, until } of ofOperator) if (from <= at && until > at && chatId !== leg.chatId) others++;
  return others + 1;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Making one takes longer than all that is done with it. */
function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat("sv-SE", options);
  formatters.set(key, known);
  return known;
}

function keyOf({ leg, chat, siteUrl }: Told, grouping: Grouping, zone: string): string | null {
  const local = (options: Intl.DateTimeFormatOptions) => formatter({ timeZone: zone, ...options }).format(leg.queuedAt);
  switch (grouping) {
    case "department":
      return leg.departmentId;
    case "operator":
      return leg.operatorId;
    case "channel":
      return chat.channelId;
    case "website":
      return siteUrl && new URL(siteUrl).host + new URL(siteUrl).pathname.replace(/\/$/, "");
    case "day":
      return local({ dateStyle: "short" });
    case "hour":
      return String(Number(local({ hour: "2-digit", hourCycle: "h23" })));
    case "weekday":
      return String(new Date(`${local({ dateStyle: "short" })}T00:00Z`).getUTCDay() || 7);
  }
}

const secondsBetween = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 1000;
const isFinal = (leg: Leg | undefined) => leg === undefined || ["closed", "idle", "left"].includes(leg.reason ?? "");

function figuresOf(all: readonly Told[]): Figures {
  const waits = all.flatMap((told) => waitOf(told) ?? []);
  const responses = all.flatMap((told) => firstResponseOf(told) ?? []);
  const handling = all.flatMap((told) => handlingOf(told) ?? []);
  const ratings = all.flatMap((told) => ratingOf(told) ?? []);
  const promises = all.flatMap((told) => {
    const wait = waitOf(told);
    return wait === null || told.leg.promisedSeconds === null ? [] : [{ wait, promised: told.leg.promisedSeconds }];
  });
  const atOnce = all.flatMap((told) => told.atOnce ?? []);
  const count = (is: (told: Told) => boolean) => all.filter(is).length;
  const before = ({ story, index }: Told) => story[index - 1];
  return {
    chats: new Set(all.map(({ chat }) => chat.id)).size,
    waitMedian: percentile(waits, 0.5),
    waitP90: percentile(waits, 0.9),
    firstResponseMedian: percentile(responses, 0.5),
    firstResponseP90: percentile(responses, 0.9),
    handlingMedian: percentile(handling, 0.5),
    atOnceMean: mean(atOnce),
    atOncePeak: Math.max(0, ...atOnce),
    missed: count(({ leg }) => leg.reason === "missed"),
    reassigned: count((told) => before(told)?.reason === "missed" && told.leg.operatorId !== null),
    abandoned: count(({ leg }) => leg.reason === "left" && leg.operatorId === null),
    transfersIn: count((told) => before(told)?.reason === "transferred" && before(told)?.operatorId !== null),
    transfersOut: count(({ leg }) => leg.reason === "transferred" && leg.operatorId !== null),
    misrouted: count((told) => told.leg.reason === "transferred" && (handlingOf(told) ?? Number.NaN) < 120),
    ratingAverage: mean(ratings),
    ratings: ratings.length,
    promisedMedian: percentile(
      promises.map(({ promised }) => promised),
      0.5,
    ),
    promisedRealMedian: percentile(
      promises.map(({ wait }) => wait),
      0.5,
    ),
    promiseKept: mean(promises.map(({ wait, promised }) => (wait <= promised ? 1 : 0))),
  };
}

function waitOf({ leg, chat, story, index }: Told): number | null {
  if (chat.startedById || !leg.assignedAt) return null;
  const wait = secondsBetween(leg.queuedAt, leg.assignedAt);
  return isFinal(story[index - 1]) || wait > 0 ? wait : null;
}

/** From the beginning of the chat, or the return of its visitor, to the first answer after it, by whoever. */
function firstResponseOf({ leg, chat, story, index }: Told): number | null {
  if (chat.startedById || !leg.firstReplyAt) return null;
  let first = index;
  while (!isFinal(story[first - 1])) first--;
  const isAnsweredBefore = story.slice(first, index).some(({ firstReplyAt }) => firstReplyAt !== null);
  const start = story[first]?.queuedAt;
  return isAnsweredBefore || !start ? null : secondsBetween(start, leg.firstReplyAt);
}

const handlingOf = ({ leg: { assignedAt, releasedAt, reason } }: Told) =>
  assignedAt && releasedAt && reason !== "missed" ? secondsBetween(assignedAt, releasedAt) : null;

/** Of whoever had the chat last when it was given. */
function ratingOf({ leg, chat: { rating, ratedAt }, story }: Told): number | null {
  if (!rating || !ratedAt) return null;
  const had = story.filter(({ assignedAt }) => assignedAt && assignedAt <= ratedAt);
  return had.at(-1)?.id === leg.id ? rating : null;
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Between the two nearest values by their distance, as `percentile_cont` does. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}

/** Visitors of some departments who left the queue in a stretch of time, by the last place at which they stood. */
export async function slowPlaces(scope: Scope): Promise<Map<number | null, number>> {
  const left = tell(scope, await slowRows()).filter(({ leg }) => leg.reason === "left" && leg.operatorId === null);
  const counts = new Map<number | null, number>();
  for (const { leg } of left) counts.set(leg.leftAtPlace, (counts.get(leg.leftAtPlace) ?? 0) + 1);
  return counts;
}

export function expectSameFigures(figures: Figures | undefined, slow: Figures | undefined, what: string) {
  for (const name of FIGURE_NAMES) {
    const [one, other] = [figures?.[name], slow?.[name]];
    if (typeof one === "number" && typeof other === "number") expect(one, `${name} of ${what}`).toBeCloseTo(other, 5);
    else expect(one, `${name} of ${what}`).toBe(other);
  }
}
