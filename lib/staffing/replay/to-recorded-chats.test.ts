import { expect, test } from "vitest";
import { type RecordedLeg, toRecordedChats } from "./to-recorded-chats";

const NOW = 10_000;
const leg = (values: Partial<RecordedLeg>): RecordedLeg => ({
  chatId: "chat",
  visitorId: "vera",
  channelId: "web",
  channelType: "web",
  weight: 1,
  priority: 0,
  departmentId: "sales",
  operatorId: null,
  queuedAt: 0,
  assignedAt: null,
  repliedAt: null,
  releasedAt: null,
  reason: null,
  isGiven: false,
  lastMessageAt: null,
  isLastByOperator: false,
  holds: [],
  moved: null,
  askedAt: null,
  ...values,
});
const stagesOf = (legs: RecordedLeg[]) => toRecordedChats(legs, NOW).map(({ id, stages }) => ({ id, stages }));
const read = (legs: RecordedLeg[]) => toRecordedChats(legs, NOW)[0];

test("a chat from the queue to its end: when it was answered, how long it took, and how long it was silent in the end", () => {
  const whole = { operatorId: "ann", assignedAt: 30, repliedAt: 50, releasedAt: 1000, reason: "idle" as const };
  expect(read([leg({ ...whole, lastMessageAt: 100, isLastByOperator: true })])).toMatchObject({
    id: "chat",
    preferredId: null,
    stages: [
      {
        departmentId: "sales",
        queuedAt: 0,
        assignedAt: 30,
        repliedAt: 50,
        endedAt: 1000,
        end: "idle",
        givenTo: null,
        missed: [],
        owner: { operatorId: "ann", reactionMs: 20 },
        workMs: 50,
        silenceMs: 900,
      },
    ],
  });
  // The visitor had the last word: no clock ran.
  expect(read([leg({ ...whole, lastMessageAt: 100, reason: "closed" })])?.stages[0]).toMatchObject({
    workMs: 950,
    silenceMs: null,
  });
});

test("who did not react is told apart from who took care of it", () => {
  const chat = read([
    leg({ operatorId: "ann", assignedAt: 10, releasedAt: 190, reason: "missed" }),
    leg({ operatorId: "bob", queuedAt: 190, assignedAt: 190, repliedAt: 200, releasedAt: 300, reason: "closed" }),
  ]);
  expect(chat?.stages).toHaveLength(1);
  expect(chat?.stages[0]).toMatchObject({
    assignedAt: 10,
    repliedAt: 200,
    missed: [{ operatorId: "ann", ms: 180 }],
    owner: { operatorId: "bob", reactionMs: 10 },
    workMs: 100,
  });
});

test("a later turn that was missed begins a new stage, and so does another department", () => {
  const chat = read([
    leg({ operatorId: "ann", assignedAt: 0, repliedAt: 10, releasedAt: 400, reason: "missed" }),
    leg({ operatorId: "bob", queuedAt: 400, assignedAt: 400, repliedAt: 410, releasedAt: 500, reason: "transferred" }),
    leg({
      departmentId: "support",
      operatorId: "zoe",
      queuedAt: 500,
      assignedAt: 520,
      releasedAt: 600,
      reason: "closed",
    }),
  ]);
  expect(chat?.stages.map(({ departmentId, end, workMs }) => [departmentId, end, workMs])).toEqual([
    ["sales", "missed", 390],
    ["sales", "transferred", 90],
    ["support", "closed", 80],
  ]);
});

test("a colleague who is handed a chat of the same department goes on with it; put back into the queue, it waits anew", () => {
  const first = leg({ operatorId: "ann", assignedAt: 0, repliedAt: 10, releasedAt: 100, reason: "transferred" });
  const end = { releasedAt: 300, reason: "closed" as const, operatorId: "bob" };
  const handed = read([first, leg({ ...end, queuedAt: 100, assignedAt: 100, isGiven: true })]);
  expect(handed?.stages.map(({ workMs }) => workMs)).toEqual([290]);
  const back = read([first, leg({ ...end, queuedAt: 100, assignedAt: 150 })]);
  expect(back?.stages.map(({ queuedAt, workMs }) => [queuedAt, workMs])).toEqual([
    [0, 90],
    [100, 150],
  ]);
});

test("a visitor who comes back is a chat of its own, which its operator had before", () => {
  const found = toRecordedChats(
    [
      leg({ operatorId: "ann", assignedAt: 0, repliedAt: 10, releasedAt: 100, reason: "closed" }),
      leg({ operatorId: "bob", queuedAt: 900, assignedAt: 910, releasedAt: 950, reason: "closed" }),
      leg({ chatId: "other", queuedAt: 500, releasedAt: 520, reason: "left" }),
    ],
    NOW,
  );
  expect(found.map(({ id, preferredId }) => [id, preferredId])).toEqual([
    ["chat", null],
    ["other", null],
    ["chat/1", "ann"],
  ]);
  expect(found[1]?.stages[0]).toMatchObject({ end: "left", endedAt: 520, owner: null, workMs: null });
});

test("what goes on is looked at up to now, and what a person gave has no queue", () => {
  const open = leg({ operatorId: "ann", queuedAt: 100, assignedAt: 100, repliedAt: 200, isGiven: true });
  expect(stagesOf([open])).toMatchObject([
    { stages: [{ end: "open", endedAt: null, givenTo: "ann", workMs: NOW - 200 }] },
  ]);
  expect(stagesOf([leg({})])).toMatchObject([{ stages: [{ end: "open", owner: null, workMs: null }] }]);
});

test("a hold lies within the work, and no silence is before its end, or at all where the chat was closed on hold", () => {
  const whole = { operatorId: "ann", assignedAt: 30, repliedAt: 50, releasedAt: 1000, reason: "closed" as const };
  const said = { lastMessageAt: 100, isLastByOperator: true };
  const stageOf = (holds: RecordedLeg["holds"]) => read([leg({ ...whole, ...said, holds })])?.stages[0];
  expect(
    stageOf([
      { from: 40, to: 60 },
      { from: 200, to: 400 },
    ]),
  ).toMatchObject({
    holds: [
      { fromMs: 0, toMs: 10 },
      { fromMs: 150, toMs: 350 },
    ],
    workMs: 350,
    silenceMs: 600,
  });
  expect(stageOf([{ from: 200, to: null }])).toMatchObject({
    holds: [{ fromMs: 150, toMs: 950 }],
    workMs: 950,
    silenceMs: null,
  });
});
