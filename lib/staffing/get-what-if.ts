import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { Values } from "@/lib/reports/days/values";
import { askedOf } from "@/lib/reports/get-report";
import { effectiveRules } from "@/lib/settings/rules";
import { type Changes, isNoChange, withChanges } from "./replay/changes";
import { Estimates } from "./replay/estimates";
import { type ReadRecord, readRecord } from "./replay/read-record";
import type { ReplayRecord } from "./replay/record";
import { recordedOutcomes } from "./replay/recorded-outcome";
import { Replay } from "./replay/replay";
import type { Outcome } from "./replay/tally";
import type { Compared, ReplayFigures, WhatIfDto, WhatIfQuery } from "./what-if-schemas";

/** Steps of a replay that are done at once: a few milliseconds, after which others get their turn. */
const STEPS_AT_ONCE = 200;

/**
 * Recorded days of the departments that somebody supervises, or of one of them: as they were, replayed as everything is
 * set, and replayed with something changed. A replay of the largest number of chats is about a second of a processor, in
 * pieces.
 * @throws DomainError `forbidden` for an operator, and for a department of others
 */
export async function getWhatIf(db: Database, actor: OperatorActor, query: WhatIfQuery, at?: Date): Promise<WhatIfDto> {
  const asked = await db.transaction(
    async (tx) => {
      const found = await askedOf(tx, actor, { ...query, group: "department" }, at);
      return { ...found, read: await readRecord(tx, { ...found.frame.span, zone: found.frame.zone, now: found.now }) };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  const { visible, chosen, frame, read } = asked;
  const { record, sources, cutAt } = read;
  const ids = new Set(asked.departmentIds);
  const members = membersOf(record, ids);
  const own = record.departments.filter(({ id }) => ids.has(id));
  const changes = changesOf(query);
  // Of a colleague of other teams nobody learns what they do.
  if (!members.some(({ id }) => id === changes.withoutId)) changes.withoutId = null;
  await nextTurn();
  const estimates = new Estimates(record);
  const asWas = await play(record, estimates);
  const whatIf = isNoChange(changes) ? null : await play(withChanges(record, ids, changes, sources), estimates);
  await nextTurn();
  const compared: Compared<Map<string, Outcome>> = { recorded: recordedOutcomes(record), asWas, whatIf };
  const figuresOf = (some: readonly string[]) =>
    mapCompared(compared, (outcomes) =>
      toFigures(
        some.flatMap((id) => outcomes.get(id) ?? []),
        query.seconds,
      ),
    );
  return {
    zone: frame.zone,
    period: { from: frame.span.from, to: frame.span.to },
    isUnderWay: frame.isUnderWay,
    departments: visible.map(({ id, name }) => ({ id, name })),
    operators: members.map(({ id, name }) => ({ id, name })),
    set: whatIsSet(read, asked.departmentIds),
    cutAt: cutAt?.toISOString() ?? null,
    noted: notedShare(record, ids),
    hasManual: own.some(({ strategy }) => strategy === "manual"),
    overflow: own.some(({ overflowDepartmentId }) => overflowDepartmentId !== null)
      ? estimates.knowsAgreement
        ? "known"
        : "unknown"
      : null,
    hasLimit: own.some(
      ({ queueLimitChats, queueLimitMinutes }) => queueLimitChats !== null || queueLimitMinutes !== null,
    ),
    total: figuresOf(asked.departmentIds),
    rows: chosen.map(({ id, name }) => ({ departmentId: id, name, ...figuresOf([id]) })),
    hours: Array.from({ length: 24 }, (_, hour) => {
      const sumOf = (what: "load" | "staff") =>
        mapCompared(compared, (outcomes) =>
          asked.departmentIds.reduce((sum, id) => sum + (outcomes.get(id)?.[what][hour] ?? 0), 0),
        );
      return { hour, load: sumOf("load"), staff: sumOf("staff") };
    }),
  };
}

const changesOf = ({
  reassign,
  idle,
  queue,
  overflow,
  load,
  operators,
  fromHour,
  toHour,
  strategy,
  without,
}: WhatIfQuery): Changes => ({
  reassignMinutes: reassign,
  idleMinutes: idle,
  queueLimit: queue,
  overflowMinutes: overflow,
  maxLoad: load,
  operators,
  hours: fromHour === undefined || toHour === undefined ? null : { from: fromHour, to: toHour },
  strategy: strategy ?? null,
  withoutId: without ?? null,
});

async function play(record: ReplayRecord, estimates: Estimates): Promise<Map<string, Outcome>> {
  const replay = new Replay(record, estimates);
  for (;;) {
    for (let step = 0; step < STEPS_AT_ONCE; step++) if (!replay.step()) return replay.outcomes();
    await nextTurn();
  }
}

const mapCompared = <T, R>({ recorded, asWas, whatIf }: Compared<T>, map: (one: T) => R): Compared<R> => ({
  recorded: map(recorded),
  asWas: map(asWas),
  whatIf: whatIf === null ? null : map(whatIf),
});

function toFigures(outcomes: readonly Outcome[], withinSeconds: number): ReplayFigures {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0);
  const waits = secondsOf(outcomes.flatMap((outcome) => outcome.waits));
  const responses = secondsOf(outcomes.flatMap((outcome) => outcome.responses));
  const [left, waiting] = [sum((outcome) => outcome.left), sum((outcome) => outcome.waiting)];
  const inTime = sum((outcome) => outcome.waits.filter((wait) => wait <= withinSeconds * 1000).length);
  const all = waits.count + left + waiting;
  const refused = outcomes.flatMap((outcome) => outcome.refused ?? []);
  const queues = outcomes.flatMap(({ highestQueue }) => highestQueue ?? []);
  return {
    chats: sum((outcome) => outcome.chats),
    answered: sum((outcome) => outcome.answered),
    left,
    refused: refused.length > 0 ? refused.reduce((all, one) => all + one, 0) : null,
    waiting,
    waitMedian: waits.part(0.5),
    waitP90: waits.part(0.9),
    inTime: all > 0 ? inTime / all : null,
    responseMedian: responses.part(0.5),
    responseP90: responses.part(0.9),
    misses: sum((outcome) => outcome.misses),
    reassigned: sum((outcome) => outcome.reassigned),
    highestQueue: queues.length > 0 ? Math.max(...queues) : null,
  };
}

function secondsOf(times: readonly number[]): Values {
  const values = new Values();
  for (const time of times) values.add(time / 1000);
  return values;
}

const membersOf = ({ operators }: ReplayRecord, ids: ReadonlySet<string>) =>
  operators
    .filter(({ seats }) => seats.some(({ departmentId }) => ids.has(departmentId)))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));

function notedShare(record: ReplayRecord, ids: ReadonlySet<string>): number | null {
  const spans = membersOf(record, ids).flatMap((operator) => operator.spans);
  const lengthOf = (some: typeof spans) => some.reduce((sum, { from, to }) => sum + to - from, 0);
  const all = lengthOf(spans);
  return all > 0 ? lengthOf(spans.filter(({ isNoted }) => isNoted)) / all : null;
}

/** What is set for all of these departments alike; null where they differ. */
function whatIsSet({ record, sources }: ReadRecord, ids: readonly string[]): WhatIfDto["set"] {
  const wanted = new Set(ids);
  const places = record.departments.filter(({ id }) => wanted.has(id));
  const rules = ids.flatMap((id) => {
    const own = sources.get(id);
    return own ? [effectiveRules({ ...own, channel: { type: "web", closeIdleAfterMinutes: null } })] : [];
  });
  const same = <T>(values: readonly T[]): T | null => {
    const [first] = values;
    return first !== undefined && values.every((value) => value === first) ? first : null;
  };
  return {
    reassign: same(rules.map(({ reassign, reassignAfterMinutes }) => (reassign ? reassignAfterMinutes : null))),
    idle: same(rules.map(({ closeIdle, closeIdleAfterMinutes }) => (closeIdle ? closeIdleAfterMinutes : null))),
    queue: same(places.map(({ queueLimitChats }) => queueLimitChats)),
    overflow: same(
      ids.map((id) => {
        const department = sources.get(id)?.department;
        return department?.overflowDepartmentId ? department.overflowAfterMinutes : null;
      }),
    ),
    load: same(membersOf(record, wanted).map(({ maxLoad }) => maxLoad)),
    strategy: same(places.map(({ strategy }) => strategy)),
  };
}
