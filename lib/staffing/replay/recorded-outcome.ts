import type { RecordedChat, ReplayRecord, Stage } from "./record";
import { type Outcome, Tally } from "./tally";

const NEVER = Number.POSITIVE_INFINITY;

/** Of one moment, what ends comes before what begins, unless it began at that moment. */
type Step = { at: number; order: 0 | 1 | 2; act: (tally: Tally) => void };

/** What really became of the chats of each department, counted as a replay counts. */
export function recordedOutcomes({ chats, operators, departments, hours }: ReplayRecord): Map<string, Outcome> {
  const tallies = new Map(departments.map(({ id }) => [id, { tally: new Tally(hours), steps: [] as Step[] }]));
  for (const chat of chats) tell(chat, (stage) => tallies.get(stage.departmentId));
  for (const { spans, seats } of operators) {
    for (const { departmentId } of seats) {
      const steps = tallies.get(departmentId)?.steps;
      for (const { from, to, state } of spans) {
        if (state !== "there") continue;
        steps?.push({ at: from, order: 1, act: (tally) => tally.staffBy(from, 1) });
        steps?.push({ at: to, order: 0, act: (tally) => tally.staffBy(to, -1) });
      }
    }
  }
  for (const { tally, steps } of tallies.values()) {
    for (const { act } of steps.sort((a, b) => a.at - b.at || a.order - b.order)) act(tally);
  }
  return new Map([...tallies].map(([id, { tally }]) => [id, { ...tally.outcome(), refused: null }]));
}

function tell({ stages }: RecordedChat, placeOf: (stage: Stage) => { tally: Tally; steps: Step[] } | undefined): void {
  let isContinued = false;
  for (const stage of stages) {
    const place = placeOf(stage);
    if (place) {
      count(place.tally, stage, isContinued);
      place.steps.push(...stepsOf(stage));
    }
    isContinued = stage.end === "missed";
  }
}

function count({ counts, waits, responses }: Tally, stage: Stage, isContinued: boolean): void {
  const { queuedAt, assignedAt, repliedAt, givenTo, missed, end } = stage;
  if (!isContinued) {
    counts.chats += 1;
    if (repliedAt !== null) counts.answered += 1;
    if (givenTo === null && assignedAt !== null) waits.push(Math.max(0, assignedAt - queuedAt));
    if (givenTo === null && repliedAt !== null) responses.push(Math.max(0, repliedAt - queuedAt));
  }
  if (end === "left") counts.left += 1;
  counts.misses += missed.length + (end === "missed" ? 1 : 0);
  counts.reassigned += stage.owner ? missed.length : Math.max(0, missed.length - 1);
  if (isContinued && assignedAt !== null) counts.reassigned += 1;
}

function stepsOf({ givenTo, queuedAt, assignedAt, repliedAt, endedAt, holds }: Stage): Step[] {
  const steps: Step[] = [];
  if (givenTo === null) {
    const until = assignedAt ?? endedAt;
    steps.push({ at: queuedAt, order: 1, act: (tally) => tally.queue(1) });
    if (until !== null) steps.push({ at: until, order: until === queuedAt ? 2 : 0, act: (tally) => tally.queue(-1) });
  }
  if (assignedAt !== null) {
    steps.push({ at: assignedAt, order: 1, act: (tally) => tally.load(assignedAt, 1) });
    const order = endedAt === assignedAt ? 2 : 0;
    if (endedAt !== null) steps.push({ at: endedAt, order, act: (tally) => tally.load(endedAt, -1) });
  }
  const workedFrom = repliedAt ?? assignedAt ?? queuedAt;
  for (const { fromMs, toMs } of holds) {
    const [heldAt, until] = [workedFrom + fromMs, Math.min(workedFrom + toMs, endedAt ?? NEVER)];
    if (heldAt >= until) continue;
    steps.push({ at: heldAt, order: 1, act: (tally) => tally.load(heldAt, -1) });
    if (until < NEVER) steps.push({ at: until, order: 0, act: (tally) => tally.load(until, 1) });
  }
  return steps;
}
