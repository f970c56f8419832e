import fc from "fast-check";
import type { Intent, Strategy } from "@/lib/routing/rules";

/** How a world is set up before its history begins. */
export type Plan = {
  departments: {
    strategy: Strategy;
    returningVisitorDays: number | null;
    reassignAfterMinutes: number;
    closeIdleAfterMinutes: number;
    queueLimitMinutes: number | null;
    overflowAfterMinutes: number | null;
  }[];
  /** `lines`: in each department; 0 is no member. */
  operators: { lines: number[]; maxLoad: number; channelTypes: string[]; intent: Intent }[];
  /** Of chats by channel: web, Telegram. */
  weights: number[];
  missesUntilAway: number;
};

const KINDS = {
  start: 3,
  visitorWrites: 8,
  operatorWrites: 10,
  claim: 3,
  hold: 2,
  snooze: 3,
  close: 2,
  visitorCloses: 1,
  transfer: 2,
  offer: 4,
  answerOffer: 8,
  choosePresence: 4,
  loseConnection: 5,
  pulse: 5,
  visitorPulse: 1,
  sayOnIt: 2,
  type: 1,
  keepOpen: 1,
  switchDepartment: 2,
  leaveContact: 1,
  setCapacity: 1,
  setHours: 1,
  deactivate: 1,
  reactivate: 1,
  pass: 3,
  passToDeadline: 18,
  sweep: 2,
} as const;

export type StepKind = keyof typeof KINDS;
/** One thing that happens. The numbers say to which chat and by whom, counted round among those that it can happen to. */
export type Step = { do: StepKind; chat: number; who: number; how: number };
export type History = { plan: Plan; steps: Step[] };

export const DEPARTMENTS = 3;
export const OPERATORS = 4;
export const CHANNELS = ["web", "telegram"] as const;

const exactly = <T>(count: number, one: fc.Arbitrary<T>) => fc.array(one, { minLength: count, maxLength: count });

const plan: fc.Arbitrary<Plan> = fc.record({
  departments: exactly(
    DEPARTMENTS,
    fc.record({
      strategy: fc.constantFrom<Strategy>("automatic", "automatic", "round_robin", "manual"),
      returningVisitorDays: fc.constantFrom(null, 7),
      reassignAfterMinutes: fc.integer({ min: 1, max: 3 }),
      closeIdleAfterMinutes: fc.integer({ min: 5, max: 8 }),
      queueLimitMinutes: fc.constantFrom(null, 2),
      overflowAfterMinutes: fc.constantFrom(null, 1, 4),
    }),
  ),
  operators: exactly(
    OPERATORS,
    fc.record({
      lines: exactly(DEPARTMENTS, fc.constantFrom(1, 2, 0)),
      maxLoad: fc.constantFrom(2, 1, 3, 5),
      channelTypes: fc.constantFrom(["web", "telegram"], ["web", "telegram"], ["web"], ["telegram"]),
      intent: fc.constantFrom<Intent>("online", "online", "online", "away"),
    }),
  ),
  weights: exactly(CHANNELS.length, fc.constantFrom(1, 1, 2)),
  missesUntilAway: fc.constantFrom(4, 2, 1),
});

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    ...Object.entries(KINDS).map(([kind, weight]) => ({ arbitrary: fc.constant(kind as StepKind), weight })),
  ),
  chat: fc.nat(11),
  who: fc.nat(19),
  how: fc.nat(11),
});

/** Begins with some chats, so that there is somebody to whom the rest can happen. */
export const histories = (steps: number): fc.Arbitrary<History> =>
  fc
    .record({
      plan,
      starts: fc.array(step, { minLength: 1, maxLength: 4, size: "max" }),
      rest: fc.array(step, { maxLength: steps, size: "max" }),
    })
    .map(({ plan, starts, rest }) => ({
      plan,
      steps: [...starts.map((one): Step => ({ ...one, do: "start" })), ...rest],
    }));
