import { describe, expect, test } from "vitest";
import { department, MINUTE, operator, record, recordedChat } from "@/tests/support/replay-records";
import type { ReplayRecord } from "./record";
import { recordedOutcomes } from "./recorded-outcome";
import { replayed } from "./replay";
import type { Outcome } from "./tally";

const SECOND = 1000;

function outcomeOf(given: ReplayRecord, id = "sales"): Outcome {
  const found = replayed(given).get(id);
  if (!found) throw new Error("no such department");
  return found;
}

describe("a day, by hand", () => {
  test("one operator with one slot takes one chat after the other, in the order in which they came", () => {
    const day = record({
      departments: [department("sales")],
      operators: [operator("ann", ["sales"])],
      chats: [
        recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", reaction: 10, work: 50 }]),
        recordedChat("b", [{ departmentId: "sales", at: 20, by: "ann", waited: 40, reaction: 5, work: 55 }]),
        recordedChat("c", [{ departmentId: "sales", at: 30, by: "ann", waited: 90, reaction: 5, work: 55 }]),
      ],
    });
    const replay = outcomeOf(day);
    expect(replay).toMatchObject({
      chats: 3,
      answered: 3,
      left: 0,
      waiting: 0,
      misses: 0,
      reassigned: 0,
      highestQueue: 2,
    });
    expect(replay.waits).toEqual([0, 40 * SECOND, 90 * SECOND]);
    expect(replay.responses).toEqual([10 * SECOND, 45 * SECOND, 95 * SECOND]);
    // 180 seconds of work in the first hour.
    expect(replay.load[0]).toBeCloseTo(180 / 3600, 10);
    expect(replay.staff).toEqual(new Array(24).fill(1));
    expect(recordedOutcomes(day).get("sales")).toEqual({ ...replay, refused: null });
  });

  test("two who are there share what comes, and nobody waits", () => {
    const chats = [0, 10].map((at) => recordedChat(`${at}`, [{ departmentId: "sales", at, by: "ann", work: 300 }]));
    const operators = [operator("ann", ["sales"]), operator("bob", ["sales"])];
    expect(outcomeOf(record({ departments: [department("sales")], operators, chats })).waits).toEqual([0, 0]);
  });

  test("an urgent chat goes before those that came earlier", () => {
    const day = record({
      departments: [department("sales")],
      operators: [operator("ann", ["sales"])],
      chats: [
        recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 60 }]),
        recordedChat("b", [{ departmentId: "sales", at: 10, by: "ann", work: 60 }]),
        recordedChat("c", [{ departmentId: "sales", at: 20, by: "ann", work: 60 }], { priority: 1 }),
      ],
    });
    // `c` waits 40 seconds and `b`, which came before it, until `c` is over.
    expect(outcomeOf(day).waits).toEqual([0, 40 * SECOND, 110 * SECOND]);
  });

  test("a visitor who left leaves as late as they did, unless somebody has room before", () => {
    const chats = [
      recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 60 }]),
      recordedChat("b", [{ departmentId: "sales", at: 10, left: 40 }]),
    ];
    const departments = [department("sales")];
    const alone = outcomeOf(record({ departments, operators: [operator("ann", ["sales"])], chats }));
    expect(alone).toMatchObject({ chats: 2, answered: 1, left: 1, waiting: 0, highestQueue: 1 });
    const two = [operator("ann", ["sales"]), operator("bob", ["sales"])];
    expect(outcomeOf(record({ departments, operators: two, chats }))).toMatchObject({ answered: 2, left: 0 });
  });

  test("who does not react loses the chat after the time that is set, to a colleague, and is Away after two", () => {
    const missed = [{ operatorId: "ann", ms: 3 * MINUTE }];
    const chats = ["a", "b"].map((id, index) =>
      recordedChat(id, [{ departmentId: "sales", at: 3600 * index, by: "bob", waited: 180, reaction: 20, missed }]),
    );
    const operators = [operator("ann", ["sales"], { maxLoad: 2 }), operator("bob", ["sales"], { maxLoad: 2 })];
    // Ann is asked first: she has been without a chat the longest, or has the lower id.
    const replay = outcomeOf(record({ departments: [department("sales")], operators, chats }));
    expect(replay).toMatchObject({ answered: 2, misses: 2, reassigned: 2 });
    expect(replay.responses).toEqual([200 * SECOND, 200 * SECOND]);
    expect(replay.staff[1]).toBeCloseTo(2 - 10 / 60, 10);
    const sooner = record({
      departments: [department("sales", { rules: { reassignAfterMinutes: 1 } })],
      operators,
      chats,
    });
    expect(outcomeOf(sooner).responses).toEqual([80 * SECOND, 80 * SECOND]);
  });

  test("with nobody else a chat stays with an owner who does not react, and goes on as soon as somebody comes", () => {
    const missed = [{ operatorId: "ann", ms: 3 * MINUTE }];
    const chats = [recordedChat("a", [{ departmentId: "sales", at: 0, by: "bob", waited: 600, reaction: 20, missed }])];
    const operators = [operator("ann", ["sales"]), operator("bob", ["sales"], { from: 10 / 60 })];
    const replay = outcomeOf(record({ departments: [department("sales")], operators, chats }));
    expect(replay).toMatchObject({ answered: 1, misses: 1, reassigned: 1 });
    expect(replay.responses).toEqual([620 * SECOND]);
  });

  test("an idle chat is closed after the time that is set, and keeps its slot until then", () => {
    const idle = { end: "idle" as const, silenceMs: 15 * MINUTE };
    const chats = [
      recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 60, ...idle }]),
      recordedChat("b", [{ departmentId: "sales", at: 10, by: "ann", work: 60 }]),
    ];
    const waitsWith = (closeIdleAfterMinutes: number) =>
      outcomeOf(
        record({
          departments: [department("sales", { rules: { closeIdleAfterMinutes } })],
          operators: [operator("ann", ["sales"])],
          chats,
        }),
      ).waits;
    expect(waitsWith(15)).toEqual([0, 16 * MINUTE - 10 * SECOND]);
    expect(waitsWith(5)).toEqual([0, 6 * MINUTE - 10 * SECOND]);
  });

  test("a chat that a person closed in silence is closed by the clock where it is shorter", () => {
    const chats = [
      recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 60, silenceMs: 10 * MINUTE }]),
      recordedChat("b", [{ departmentId: "sales", at: 60, by: "ann" }]),
    ];
    const waitsWith = (closeIdleAfterMinutes: number) => {
      const departments = [department("sales", { rules: { closeIdleAfterMinutes } })];
      return outcomeOf(record({ departments, operators: [operator("ann", ["sales"])], chats })).waits[1];
    };
    expect(waitsWith(15)).toBe(10 * MINUTE);
    expect(waitsWith(5)).toBe(5 * MINUTE);
  });

  test("a transferred chat waits in the other department, before those that came after its visitor", () => {
    const day = record({
      departments: [department("sales"), department("support")],
      operators: [operator("ann", ["sales"]), operator("zoe", ["support"])],
      chats: [
        recordedChat("a", [
          { departmentId: "sales", at: 0, by: "ann", work: 60, end: "transferred" },
          { departmentId: "support", at: 60, by: "zoe", work: 60 },
        ]),
        recordedChat("b", [{ departmentId: "support", at: 10, by: "zoe", work: 100 }]),
        recordedChat("c", [{ departmentId: "support", at: 20, by: "zoe", work: 60 }]),
      ],
    });
    expect(outcomeOf(day).chats).toBe(1);
    const support = outcomeOf(day, "support");
    // `a` came to it at 60 and is taken at 110, when `b` is over; then `c`, which came at 20.
    expect(support.waits).toEqual([0, 50 * SECOND, 150 * SECOND]);
  });

  test("somebody who works for two departments takes one slot's worth of both", () => {
    const day = record({
      departments: [department("sales"), department("support")],
      operators: [operator("ann", ["sales", "support"])],
      chats: [
        recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 60 }]),
        recordedChat("b", [{ departmentId: "support", at: 10, by: "ann", work: 60 }]),
      ],
    });
    expect(outcomeOf(day, "support").waits).toEqual([50 * SECOND]);
  });

  test("of two departments with one operator, whoever has waited the longest is first, wherever they wait", () => {
    const chats = [
      recordedChat("a", [{ departmentId: "sales", at: 0, by: "ann", work: 60 }]),
      recordedChat("b", [{ departmentId: "support", at: 10, by: "ann", work: 60 }]),
      recordedChat("c", [{ departmentId: "sales", at: 20, by: "ann", work: 60 }]),
      recordedChat("d", [{ departmentId: "support", at: 30, by: "ann", work: 60 }]),
    ];
    const operators = [operator("ann", ["sales", "support"])];
    const day = record({ departments: [department("sales"), department("support")], operators, chats });
    expect(outcomeOf(day).waits).toEqual([0, 100 * SECOND]);
    expect(outcomeOf(day, "support").waits).toEqual([50 * SECOND, 150 * SECOND]);
  });

  test("outside of an operator's time nobody takes anything, and what nobody takes is still waiting in the end", () => {
    const day = record({
      departments: [department("sales")],
      operators: [operator("ann", ["sales"], { from: 8, to: 9 })],
      chats: [
        recordedChat("a", [{ departmentId: "sales", at: 7 * 3600, by: "ann", waited: 3600, work: 60 }]),
        recordedChat("b", [{ departmentId: "sales", at: 9 * 3600 }]),
      ],
    });
    expect(outcomeOf(day)).toMatchObject({ waits: [60 * MINUTE], waiting: 1, highestQueue: 1 });
    expect(outcomeOf(day).staff).toEqual(Array.from({ length: 24 }, (_, hour) => Number(hour === 8)));
  });

  test("an owner who is gone before they react loses the chat to the queue", () => {
    const day = record({
      departments: [department("sales")],
      operators: [operator("ann", ["sales"], { to: 1 / 60 }), operator("bob", ["sales"], { from: 1 })],
      chats: [recordedChat("a", [{ departmentId: "sales", at: 0, by: "bob", waited: 3600, reaction: 90, work: 60 }])],
    });
    const replay = outcomeOf(day);
    expect(replay).toMatchObject({ misses: 1, reassigned: 1, answered: 1, highestQueue: 1 });
    expect(replay.waits).toEqual([0]);
    expect(replay.responses).toEqual([60 * MINUTE + 90 * SECOND]);
  });

  test("of a record there is one result", () => {
    const chats = Array.from({ length: 200 }, (_, i) =>
      recordedChat(`c${i}`, [
        { departmentId: "sales", at: i * 30, by: i % 3 ? "ann" : "bob", waited: i, reaction: i % 50 },
      ]),
    );
    const operators = [operator("ann", ["sales"], { maxLoad: 2 }), operator("bob", ["sales"])];
    const day = () => record({ departments: [department("sales")], operators, chats });
    expect(replayed(day())).toEqual(replayed(day()));
  });
});
