import { expect, test } from "vitest";
import { dayStrips, type NotedState } from "./day-strips";

const at = (text: string) => Date.parse(text);
const iso = (text: string) => new Date(text).toISOString();
const LATER = at("2027-01-01T00:00Z");
const noted: NotedState[] = [
  { since: at("2026-06-01T08:00Z"), state: "online" },
  { since: at("2026-06-01T12:30Z"), state: "nobody" },
  { since: at("2026-06-01T12:31Z"), state: "online" },
  { since: at("2026-06-02T16:00Z"), state: "closed" },
];
const part = (state: string, from: string, to: string) => ({ state, from: iso(from), to: iso(to) });

test("each day goes from midnight to midnight with what was noted, and what was before the first note is not known", () => {
  expect(dayStrips(noted, ["2026-05-31", "2026-06-01", "2026-06-02"], "UTC", LATER)).toEqual([
    {
      day: "2026-05-31",
      starts: iso("2026-05-31T00:00Z"),
      ends: iso("2026-06-01T00:00Z"),
      marks: [6, 12, 18].map((hour) => ({ hour, at: iso(`2026-05-31T${String(hour).padStart(2, "0")}:00Z`) })),
      parts: [part("unknown", "2026-05-31T00:00Z", "2026-06-01T00:00Z")],
    },
    expect.objectContaining({
      parts: [
        part("unknown", "2026-06-01T00:00Z", "2026-06-01T08:00Z"),
        part("online", "2026-06-01T08:00Z", "2026-06-01T12:30Z"),
        part("nobody", "2026-06-01T12:30Z", "2026-06-01T12:31Z"),
        part("online", "2026-06-01T12:31Z", "2026-06-02T00:00Z"),
      ],
    }),
    expect.objectContaining({
      parts: [
        part("online", "2026-06-02T00:00Z", "2026-06-02T16:00Z"),
        part("closed", "2026-06-02T16:00Z", "2026-06-03T00:00Z"),
      ],
    }),
  ]);
});

test("today ends now, and tomorrow is not there yet", () => {
  const now = at("2026-06-02T10:15Z");
  const days = dayStrips(noted, ["2026-06-02", "2026-06-03"], "UTC", now);
  expect(days.map(({ day, parts }) => [day, parts])).toEqual([
    ["2026-06-02", [part("online", "2026-06-02T00:00Z", "2026-06-02T10:15Z")]],
  ]);
});

test("days in which the clock is changed are as long as they are, with noon where the clock shows it", () => {
  const [spring, autumn] = dayStrips(noted, ["2026-03-29", "2026-10-25"], "Europe/Berlin", LATER);
  const hours = (one: typeof spring) => (at(one?.ends ?? "") - at(one?.starts ?? "")) / 3_600_000;
  expect([hours(spring), hours(autumn)]).toEqual([23, 25]);
  const noon = (one: typeof spring) => (at(one?.marks[1]?.at ?? "") - at(one?.starts ?? "")) / 3_600_000;
  expect([noon(spring), noon(autumn)]).toEqual([11, 13]);
  expect(autumn?.parts).toEqual([part("closed", "2026-10-24T22:00Z", "2026-10-25T23:00Z")]);
});

test("notes that say the same are one part", () => {
  const same: NotedState[] = [
    { since: at("2026-06-01T00:00Z"), state: "online" },
    { since: at("2026-06-01T10:00Z"), state: "online" },
  ];
  expect(dayStrips(same, ["2026-06-01"], "UTC", LATER)[0]?.parts).toHaveLength(1);
});
