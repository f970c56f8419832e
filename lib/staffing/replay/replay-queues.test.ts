import { describe, expect, test } from "vitest";
import { DAY, department, MINUTE, operator, record, recordedChat } from "@/tests/support/replay-records";
import type { ReplayRecord } from "./record";
import { recordedOutcomes } from "./recorded-outcome";
import { Replay, replayed } from "./replay";
import type { Outcome } from "./tally";

const SECOND = 1000;

function outcomeOf(given: ReplayRecord, id = "sales"): Outcome {
  const found = replayed(given).get(id);
  if (!found) throw new Error("no such department");
  return found;
}

describe("a queue with a limit", () => {
  const chats = [
    recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 600 }]),
    recordedChat("b", [{ departmentId: "sales", at: 10, by: "ann", work: 60 }]),
    recordedChat("c", [{ departmentId: "sales", at: 20, by: "ann", work: 60 }]),
  ];
  const operators = [operator("ann", ["sales"])];
  const withLimit = (queueLimitChats: number | null, of = chats) =>
    outcomeOf(record({ departments: [department("sales", { queueLimitChats })], operators, chats: of }));

  test("keeps out who comes when so many wait, and nobody while somebody has room", () => {
    expect(withLimit(null)).toMatchObject({ chats: 3, answered: 3, refused: 0, highestQueue: 2 });
    expect(withLimit(2)).toMatchObject({ answered: 3, refused: 0 });
    expect(withLimit(1)).toMatchObject({ chats: 3, answered: 2, refused: 1, highestQueue: 1 });
    expect(withLimit(0)).toMatchObject({ chats: 3, answered: 1, refused: 2, left: 0, waiting: 0 });
  });

  test("takes who comes back or is transferred", () => {
    const [a, b] = chats;
    if (!a || !b) throw new Error("no chats");
    expect(withLimit(0, [a, { ...b, isReturn: true }])).toMatchObject({ answered: 2, refused: 0 });
    const moved = recordedChat("d", [
      { departmentId: "support", at: 0, by: "zoe", work: 10, end: "transferred" },
      { departmentId: "sales", at: 10, by: "ann" },
    ]);
    const departments = [department("sales", { queueLimitChats: 0 }), department("support")];
    const both = [...operators, operator("zoe", ["support"])];
    expect(outcomeOf(record({ departments, operators: both, chats: [a, moved] }))).toMatchObject({ answered: 2 });
  });

  test("of minutes counts by the product's estimate: by how long the last chats took a slot", () => {
    // Ten chats of a minute each are enough to know of; then two come at once.
    const known = Array.from({ length: 10 }, (_, i) =>
      recordedChat(`k${i}`, [{ departmentId: "sales", at: i * 60, by: "ann", work: 60 }]),
    );
    const late = ["x", "y", "z"].map((id) => recordedChat(id, [{ departmentId: "sales", at: 3600, by: "ann" }]));
    const refused = (queueLimitMinutes: number) =>
      outcomeOf(
        record({ departments: [department("sales", { queueLimitMinutes })], operators, chats: [...known, ...late] }),
      ).refused;
    // The first waits for nobody, the second would wait a minute, the third two.
    expect([1, 2].map(refused)).toEqual([1, 0]);
  });
});

describe("another department while waiting", () => {
  const operators = [operator("ann", ["sales"]), operator("zoe", ["support"])];
  const busy = recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 3600 }]);
  const waits = recordedChat("b", [{ departmentId: "sales", at: 60, by: "ann", waited: 3540, work: 120 }]);
  const overflowing = (overflowAfterMinutes: number | null, values = {}) => [
    department("sales", { overflowDepartmentId: "support", rules: { overflowAfterMinutes } }),
    department("support", values),
  ];
  const played = (departments: ReplayRecord["departments"], chats: ReplayRecord["chats"] = [busy, waits]) =>
    replayed(record({ departments, operators, chats }));

  test("is offered after the time that is set, and taken at once where nobody was ever asked", () => {
    expect(played(overflowing(null)).get("sales")?.waits).toEqual([0, 3540 * SECOND]);
    const moved = played(overflowing(2));
    expect(moved.get("sales")).toMatchObject({ chats: 2, answered: 1, waits: [0], waiting: 0 });
    expect(moved.get("support")).toMatchObject({ chats: 1, answered: 1, waits: [0] });
    // From 180 seconds on, for two minutes.
    expect(moved.get("support")?.load[0]).toBeCloseTo(120 / 3600, 10);
  });

  test("is not offered while it takes nobody, and is asked for again each minute", () => {
    expect(played(overflowing(2, { isShut: true })).get("support")?.chats).toBe(0);
    const late = record({
      departments: overflowing(2),
      operators: [operator("ann", ["sales"]), operator("zoe", ["support"], { from: 10.5 / 60 })],
      chats: [busy, waits],
    });
    // Asked at 3, 4, … minutes; Zoe is there from 10:30 on.
    expect(replayed(late).get("support")?.load[0]).toBeCloseTo(120 / 3600, 10);
    const times: number[] = [];
    const replay = new Replay(late);
    while (replay.step()) if (replay.live[1]?.departmentId === "support") times.push(replay.now);
    expect(times[0]).toBe(DAY + 11 * MINUTE);
  });

  test("is asked for some dozens of times, also where somebody waits for weeks, and not at all once nobody is there any more", () => {
    const weeks = 28 * 24;
    const stuck = record({
      departments: overflowing(2, { queueLimitChats: 0 }),
      operators: [operator("ann", ["sales"], { to: weeks }), operator("zoe", ["support"], { to: weeks })],
      chats: [
        recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: weeks * 3600 }]),
        recordedChat("z", [{ departmentId: "support", at: 0, by: "zoe", work: weeks * 3600 }]),
        recordedChat("b", [{ departmentId: "sales", at: 60 }]),
      ],
    });
    const replay = new Replay(stuck);
    let steps = 0;
    while (replay.step() && steps < 10_000) steps += 1;
    expect(steps).toBeGreaterThan(50);
    expect(steps).toBeLessThan(200);
  });

  test("is gone to once, where two departments send who waits to each other", () => {
    const departments = [
      department("sales", { overflowDepartmentId: "support", rules: { overflowAfterMinutes: 2 } }),
      department("support", { overflowDepartmentId: "sales", rules: { overflowAfterMinutes: 2 } }),
    ];
    const busyThere = recordedChat("z", [{ departmentId: "support", at: 0, by: "zoe", work: 3600 }]);
    const replay = new Replay(record({ departments, operators, chats: [busy, busyThere, waits] }));
    let steps = 0;
    while (replay.step() && steps < 10_000) steps += 1;
    expect(steps).toBeLessThan(100);
  });

  test("is taken by as many, and as fast, as were recorded", () => {
    const asked = { askedMs: 120_000 };
    const agreed = recordedChat("b", [
      { departmentId: "sales", at: 60, end: "transferred", moved: "overflow", endedAt: DAY + 210_000, ...asked },
      { departmentId: "support", at: 210, by: "zoe", work: 120 },
    ]);
    const known = played(overflowing(2), [busy, agreed]);
    expect(known).toEqual(recordedOf(record({ departments: overflowing(2), operators, chats: [busy, agreed] })));
    // Who stayed, stays.
    const stays = recordedChat("b", [{ departmentId: "sales", at: 60, by: "ann", waited: 3540, ...asked }]);
    expect(played(overflowing(1), [busy, stays]).get("support")?.chats).toBe(0);
  });

  test("does not make anybody wait longer: they leave when they would have, and where it is recorded, as they did", () => {
    const full = recordedChat("z", [{ departmentId: "support", at: 0, by: "zoe", work: 3600 }]);
    const leaves = recordedChat("b", [{ departmentId: "sales", at: 60, left: 600 }]);
    const moved = new Replay(record({ departments: overflowing(2), operators, chats: [busy, full, leaves] }));
    while (moved.live[2]?.status !== "over" && moved.step());
    expect([moved.live[2]?.departmentId, moved.now]).toEqual(["support", DAY + 11 * MINUTE]);

    const asked = { askedMs: 120_000, moved: "overflow" as const, endedAt: DAY + 180_000 };
    const stayed = recordedChat("b", [
      { departmentId: "sales", at: 60, end: "transferred", ...asked },
      { departmentId: "support", at: 180, left: 900 },
    ]);
    const known = new Replay(record({ departments: overflowing(2), operators, chats: [busy, full, stayed] }));
    while (known.live[2]?.status !== "over" && known.step());
    expect(known.now).toBe(DAY + 18 * MINUTE);
  });

  test("that a visitor chose by themselves is theirs at that time, unless somebody has taken the chat before", () => {
    const switched = recordedChat("b", [
      { departmentId: "sales", at: 60, end: "transferred", moved: "visitor", endedAt: DAY + 90_000 },
      { departmentId: "support", at: 90, by: "zoe", work: 300 },
    ]);
    const departments = [department("sales"), department("support")];
    const day = record({ departments, operators, chats: [busy, switched] });
    expect(replayed(day)).toEqual(recordedOf(day));
    const more = record({ ...day, operators: [...operators, operator("bob", ["sales"])] });
    const { load, waits: waited, answered } = outcomeOf(more);
    expect({ waited, answered, support: outcomeOf(more, "support").chats }).toEqual({
      waited: [0, 0],
      answered: 2,
      support: 0,
    });
    // As long as it took in the other department.
    expect(load[0]).toBeCloseTo((3600 + 300) / 3600, 10);
  });
});

describe("a chat on hold", () => {
  const holds = [{ fromMs: 60_000, toMs: 600_000 }];
  const day = record({
    departments: [department("sales")],
    operators: [operator("ann", ["sales"])],
    chats: [
      recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 900, holds }]),
      recordedChat("b", [{ departmentId: "sales", at: 10, by: "ann", waited: 50, work: 900 }]),
      recordedChat("c", [{ departmentId: "sales", at: 700, by: "ann", waited: 260, work: 60 }]),
    ],
  });

  test("takes no room until it is taken up again, which may be one too many", () => {
    const replay = outcomeOf(day);
    // `b` at 60, when `a` is laid aside; `c` when both are over: 960, and not at 900, when `a` is.
    expect(replay.waits).toEqual([0, 50 * SECOND, 260 * SECOND]);
    expect(replay.load[0]).toBeCloseTo((60 + 300 + 900 + 60) / 3600, 10);
    expect(recordedOutcomes(day).get("sales")).toEqual({ ...replay, refused: null });
  });

  test("that is closed on hold gives back nothing that it had not taken", () => {
    const closed = recordedChat("a", [
      { departmentId: "sales", at: 0, by: "ann", work: 900, holds: [{ fromMs: 60_000, toMs: 900_000 }] },
    ]);
    const replay = new Replay({ ...day, chats: [closed] });
    while (replay.step());
    const [seat] = replay.floor.team.people.get("ann")?.seats.values() ?? [];
    expect(seat).toMatchObject({ load: 0, openChats: 0 });
    expect(replay.outcomes().get("sales")?.load[0]).toBeCloseTo(60 / 3600, 10);
  });
});

/** What was recorded, counted like a replay: of those who were turned away nothing is. */
const recordedOf = (day: ReplayRecord) =>
  new Map([...recordedOutcomes(day)].map(([id, outcome]) => [id, { ...outcome, refused: 0 }]));
