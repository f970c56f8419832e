import fc from "fast-check";
import { expect, test } from "vitest";
import { isOpenAt, nextClosing, nextOpening } from "./opening";
import { type Schedule, timeOf } from "./rules";

const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Pacific/Chatham",
  "Australia/Lord_Howe",
  "Asia/Beirut",
  "America/St_Johns",
  "UTC",
];
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Periods of a day at quarters of an hour, in order and apart. */
const day = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((quarters) => quarters.sort((a, b) => a - b))
  .map((quarters) =>
    Array.from({ length: Math.floor(quarters.length / 2) }, (_, i) => ({
      from: timeOf((quarters[2 * i] ?? 0) * 15),
      to: timeOf((quarters[2 * i + 1] ?? 0) * 15),
    })),
  );

const isoDate = (ms: number) => new Date(ms).toISOString().slice(0, 10);
/** Half of them near a change of the clocks, where the mistakes are. */
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }),
  fc
    .tuple(
      fc.constantFrom(
        "2026-03-08T07:00",
        "2026-03-29T01:00",
        "2026-09-26T14:00",
        "2026-10-24T21:00",
        "2026-11-01T06:00",
      ),
      fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }),
    )
    .map(([at, ms]) => Date.parse(`${at}Z`) + ms),
);

const situation = fc
  .record({
    now: instant,
    timeZone: fc.constantFrom(...ZONES),
    week: fc.option(fc.array(day, { minLength: 7, maxLength: 7 }), { freq: 4 }),
    holidays: fc.uniqueArray(fc.record({ inDays: fc.integer({ min: -1, max: 6 }), periods: day }), {
      maxLength: 3,
      selector: ({ inDays }) => inDays,
    }),
  })
  .map(({ now, timeZone, week, holidays }) => ({
    now: new Date(now),
    schedule: {
      timeZone,
      hours: week?.flatMap((periods, i) => periods.map((period) => ({ weekday: i + 1, ...period }))) ?? null,
      holidays: holidays.map(({ inDays, periods }) => ({
        date: isoDate(now + inDays * DAY_MS),
        name: "",
        periods,
      })),
    } satisfies Schedule,
  }));

test("the next opening is open, the instant before is not, and no earlier quarter of an hour opens", () => {
  fc.assert(
    fc.property(situation, ({ schedule, now }) => {
      const next = nextOpening(schedule, now);
      if (!next) return;
      expect(isOpenAt(schedule, next)).toBe(true);
      expect(isOpenAt(schedule, new Date(next.getTime() - 1))).toBe(false);
      let wasOpen = isOpenAt(schedule, now);
      const first = Math.ceil((now.getTime() + 1) / QUARTER_MS) * QUARTER_MS;
      // Two days of quarters; the rest of the year would only take longer.
      for (let at = first; at < Math.min(next.getTime(), now.getTime() + 2 * DAY_MS); at += QUARTER_MS) {
        const isOpen = isOpenAt(schedule, new Date(at));
        expect(isOpen && !wasOpen).toBe(false);
        wasOpen = isOpen;
      }
    }),
    { numRuns: 60 },
  );
});

test("openings and closings follow each other", () => {
  fc.assert(
    fc.property(situation, ({ schedule, now }) => {
      const opening = nextOpening(schedule, now);
      const closing = nextClosing(schedule, now);
      if (closing) {
        expect(closing > now).toBe(true);
        expect(isOpenAt(schedule, closing)).toBe(false);
        expect(isOpenAt(schedule, new Date(closing.getTime() - 1))).toBe(true);
      }
      if (opening && closing) expect(closing < opening).toBe(isOpenAt(schedule, now));
    }),
    { numRuns: 60 },
  );
});

/** What a clock on the wall shows. */
function wallClock(timeZone: string, at: number) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    dateStyle: "short",
    timeStyle: "short",
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

test("outside of repeated hours, the clock on the wall and the list of periods decide", () => {
  fc.assert(
    fc.property(situation, ({ schedule, now }) => {
      const { date, time } = wallClock(schedule.timeZone, now.getTime());
      for (let back = 30; back <= 120; back += 30) {
        const earlier = wallClock(schedule.timeZone, now.getTime() - back * MINUTE_MS);
        const later = wallClock(schedule.timeZone, now.getTime() + back * MINUTE_MS);
        if (`${earlier.date}${earlier.time}` >= `${date}${time}`) return;
        if (`${later.date}${later.time}` <= `${date}${time}`) return;
      }
      const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7;
      const periods =
        schedule.holidays.find((holiday) => holiday.date === date)?.periods ??
        schedule.hours?.filter((period) => period.weekday === weekday);
      const isOpen = periods?.some(({ from, to }) => from <= time && time < to) ?? true;
      expect(isOpenAt(schedule, now)).toBe(isOpen);
    }),
    { numRuns: 200 },
  );
});
