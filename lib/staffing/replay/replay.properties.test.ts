import fc from "fast-check";
import { expect, test } from "vitest";
import { isAvailable } from "@/lib/routing/rules";
import { DAY, department, HOUR, operator, record, recordedChat } from "@/tests/support/replay-records";
import type { ReplayRecord } from "./record";
import { recordedOutcomes } from "./recorded-outcome";
import { Replay, replayed } from "./replay";

/** Each is a whole day: fewer than usual find what there is to find, and unit tests stay quick. */
const RUNS = { numRuns: 40 };
const DEPARTMENTS = ["sales", "support"];
const PEOPLE = ["ann", "bob", "cleo", "dan"];
const someDepartment = fc.constantFrom(...DEPARTMENTS);
const somebody = fc.constantFrom(...PEOPLE);
/** Seconds: small and round, so that things happen at one moment. */
const seconds = (max: number) => fc.integer({ min: 0, max: max / 30 }).map((n) => n * 30);

const stage = fc
  .record({
    departmentId: someDepartment,
    at: seconds(3 * 3600),
    by: fc.option(somebody, { freq: 5, nil: undefined }),
    waited: seconds(600),
    reaction: fc.option(seconds(300), { freq: 6 }),
    work: seconds(900),
    left: fc.option(seconds(600), { nil: undefined }),
    silenceMs: fc.option(fc.constantFrom(0, 6 * 60_000, 15 * 60_000)),
    missed: fc.array(fc.record({ operatorId: somebody, ms: fc.constant(180_000) }), { maxLength: 2 }),
    givenTo: fc.option(somebody, { freq: 1 }),
    hold: fc.option(fc.tuple(seconds(600), seconds(600))),
    moved: fc.option(fc.constantFrom("visitor" as const, "overflow" as const)),
    askedMs: fc.option(fc.constantFrom(0, 60_000)),
  })
  .map(({ by, left, missed, silenceMs, givenTo, hold, moved, ...rest }) =>
    by === undefined
      ? { ...rest, left, moved: left === undefined ? null : moved }
      : {
          ...rest,
          by,
          missed,
          silenceMs,
          givenTo,
          holds: hold ? [{ fromMs: hold[0] * 1000, toMs: (hold[0] + hold[1] + 1) * 1000 }] : [],
        },
  );

const chats = fc
  .array(
    fc.record({
      stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
      weight: fc.integer({ min: 0, max: 2 }),
      priority: fc.constantFrom(0, 0, 0, 1),
      ends: fc.constantFrom("closed", "idle", "missed", "transferred"),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list.map(({ stages, ends, ...values }, index) => {
      const [first, ...others] = stages.map((one, place) =>
        "by" in one && place < stages.length - 1
          ? { ...one, end: ends === "missed" ? ("missed" as const) : ("transferred" as const), silenceMs: null }
          : "by" in one && ends === "idle"
            ? { ...one, end: "idle" as const, silenceMs: one.silenceMs ?? 0 }
            : one,
      );
      if (!first) throw new Error("no stage");
      return recordedChat(`c${index}`, [first, ...others], values);
    }),
  );

const people = fc.tuple(
  ...PEOPLE.map((id) =>
    fc
      .record({
        departmentIds: fc.subarray(DEPARTMENTS, { minLength: 1 }),
        maxLoad: fc.integer({ min: 0, max: 4 }),
        times: fc.array(fc.record({ length: seconds(3600), isAway: fc.boolean() }), { maxLength: 6 }),
        line: fc.integer({ min: 1, max: 2 }),
      })
      .map(({ departmentIds, maxLoad, times, line }) => {
        let at = DAY;
        const spans = times.map(({ length, isAway }, index) => {
          const from = at;
          at += length * 1000 + 1;
          return {
            from,
            to: at,
            state: isAway ? ("away" as const) : ("there" as const),
            isNoted: true,
            isSkipped: index % 3 === 2,
          };
        });
        const seats = departmentIds.map((departmentId) => ({ departmentId, line }));
        return operator(id, departmentIds, { maxLoad, seats, spans: spans.filter(({ isSkipped }) => !isSkipped) });
      }),
  ),
);

const days: fc.Arbitrary<ReplayRecord> = fc
  .record({
    chats,
    operators: people,
    strategy: fc.constantFrom("automatic" as const, "round_robin" as const, "manual" as const),
    queueLimitChats: fc.option(fc.integer({ min: 0, max: 3 })),
    queueLimitMinutes: fc.option(fc.integer({ min: 1, max: 9 })),
    rules: fc.record({
      overflowAfterMinutes: fc.option(fc.integer({ min: 1, max: 9 })),
      reassignAfterMinutes: fc.integer({ min: 1, max: 5 }),
      closeIdleAfterMinutes: fc.integer({ min: 5, max: 15 }),
    }),
    returningVisitorDays: fc.option(fc.constant(1)),
    without: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ strategy, rules, returningVisitorDays, without, queueLimitChats, queueLimitMinutes, ...rest }) =>
    record({
      ...rest,
      departments: DEPARTMENTS.map((id) =>
        department(id, {
          strategy,
          rules,
          returningVisitorDays,
          queueLimitChats,
          queueLimitMinutes,
          overflowDepartmentId: DEPARTMENTS.find((other) => other !== id) ?? null,
          without:
            without === null
              ? null
              : { count: without, ranks: PEOPLE, windows: [{ from: DAY + HOUR, to: DAY + 2 * HOUR }] },
        }),
      ),
    }),
  );

test("at no moment has anybody more than they may, unless a person chose so", () => {
  fc.assert(
    fc.property(days, (day) => {
      const replay = new Replay(day);
      while (replay.step()) {
        for (const { id, seats } of replay.floor.team.people.values()) {
          const own = replay.live.filter(({ owner }) => owner?.id === id);
          const open = own.filter(({ isHeld }) => !isHeld);
          const load = open.reduce((sum, { chat }) => sum + chat.weight, 0);
          for (const seat of seats.values()) expect([seat.load, seat.openChats]).toEqual([load, open.length]);
          const [seat] = seats.values();
          // Whoever takes up what was on hold decides to have one too many.
          const isChosen = own.some(({ stage: { givenTo, holds } }) => givenTo === id || holds.length > 0);
          if (seat && !isChosen) expect(load).toBeLessThanOrEqual(seat.maxLoad);
        }
      }
    }),
    RUNS,
  );
});

test("at no moment does a chat wait while somebody could take it, and of like ones the first is taken first", () => {
  fc.assert(
    fc.property(days, (day) => {
      const replay = new Replay(day);
      while (replay.step()) {
        for (const [id, { waiting }] of replay.floor.places) {
          for (let index = 0; waiting.at(index); index++) {
            const live = waiting.at(index);
            if (!live) break;
            expect(live.departmentId).toBe(id);
            expect(replay.floor.team.hasSlot(id) && replay.floor.choose(live, replay.now)).toBeFalsy();
          }
        }
      }
    }),
    RUNS,
  );
});

test("every chat is in one state with what belongs to it, and in the end all of them are over or wait for nobody", () => {
  fc.assert(
    fc.property(days, (day) => {
      const replay = new Replay(day);
      while (replay.step()) {
        for (const { status, owner, hops, isHeld } of replay.live) {
          if (isHeld) expect(status).toBe("active");
          expect(owner !== null).toBe(status === "active");
          expect(hops).toBeLessThanOrEqual(4);
        }
      }
      const outcomes = [...replay.outcomes().values()];
      const left = outcomes.reduce((sum, outcome) => sum + outcome.left, 0);
      const waiting = outcomes.reduce((sum, outcome) => sum + outcome.waiting, 0);
      expect(replay.live.filter(({ status }) => status === "queued")).toHaveLength(waiting);
      for (const { chats: came, answered, waits } of outcomes) {
        expect(answered).toBeLessThanOrEqual(came);
        expect(waits.length).toBeLessThanOrEqual(came);
      }
      const refused = outcomes.reduce((sum, outcome) => sum + (outcome.refused ?? 0), 0);
      expect(left + waiting + refused).toBeLessThanOrEqual(replay.live.length);
      for (const { queue } of replay.floor.places.values()) expect(queue.chats).toBeGreaterThanOrEqual(0);
      for (const { status } of replay.live) expect(["over", "queued"]).toContain(status);
    }),
    RUNS,
  );
});

test("one record has one result, and reading it changes nothing in it", () => {
  fc.assert(
    fc.property(days, (day) => {
      const before = structuredClone(day);
      expect(replayed(day)).toEqual(replayed(day));
      recordedOutcomes(day);
      expect(day).toEqual(before);
    }),
    RUNS,
  );
});

test("where nobody is taken away, whoever is available works for the department", () => {
  fc.assert(
    fc.property(days, (day) => {
      const whole = { ...day, departments: day.departments.map((one) => ({ ...one, without: null })) };
      const replay = new Replay(whole);
      while (replay.step()) {
        for (const id of DEPARTMENTS) {
          const all = [...replay.floor.team.people.values()].flatMap(({ seats }) => seats.get(id) ?? []);
          expect(replay.floor.team.countThere(id)).toBe(all.filter(isAvailable).length);
        }
      }
    }),
    RUNS,
  );
});
