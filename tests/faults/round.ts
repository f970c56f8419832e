import { judge, type Verdict } from "./checker/judge";
import { staleViews } from "./checker/stale";
import { readStored } from "./checker/stored";
import { heardButNotReadable, viewsOf } from "./checker/views";
import { pause } from "./clients/http";
import type { Visitor } from "./clients/visitor";
import type { RunLedger, Send } from "./ledger";
import { startLife } from "./life";
import type { Scenario } from "./scenarios/scenario";
import { untilTrue } from "./wait";
import type { World } from "./world";

/** What one round came to. */
export type RoundResult = Verdict & {
  acknowledged: number;
  /** Attempts without an answer that promised something. */
  cut: number;
  /** What the fault took hold of: requests, connections, events, races. 0: no fault was injected. */
  hits: number;
  stale: number;
  /** Milliseconds after the fault until everybody had sent and seen again; 0 where nothing had to recover. */
  recoveryMs: number;
  /** Longest and 95th percentile of the times from an acknowledgement to the other side's screen. */
  seenP95Ms: number;
  /** Seconds of each part of the round. */
  phases: string;
};

/** "Ten seconds after a fault every view equals a fresh load." */
const HEALED_MS = 10_000;
const DELIVERED_MS = 45_000;
const QUOTA_MS = 240_000;
const RECOVERED_MS = 60_000;
const CLOSE_ATTEMPTS = 20;

/** Everybody starts a chat and writes; the fault strikes; when `quota` sends are acknowledged and all is calm: the checks. */
export async function playRound(world: World, scenario: Scenario, quota: number): Promise<RoundResult> {
  const { ledger, visitors, operators, store } = world;
  ledger.clear();
  const clock = stopwatch();
  await Promise.all(visitors.map((visitor) => visitor.start()));
  clock("started");
  const life = startLife(world, quota);
  const problems: string[] = [];
  let hits = 0;
  let recoveryMs = 0;
  let liftedAt = performance.now();
  try {
    const acks = (count: number) => untilTrue(() => ledger.acks >= count, QUOTA_MS);
    await acks(Math.min(100, quota / 4));
    clock("wrote");
    const struck = await scenario.strike(world, { life, quota, acks });
    hits = typeof struck === "number" ? struck : struck.hits;
    if (typeof struck !== "number") problems.push(...struck.problems);
    clock("struck");
    liftedAt = performance.now();
    recoveryMs = await recovery(world, liftedAt);
    // A round that gets no further in this time does not count, but is not wrong.
    await acks(quota);
  } finally {
    await life.end();
    for (const guests of world.guests) guests.rest();
  }
  clock("wrote on");
  if (!(await untilTrue(() => ledger.waiting().length === 0, DELIVERED_MS))) {
    const waiting = ledger.waiting();
    const told = waiting.map(
      ({ sender, side, order, chatId, attempts = 0, lastCut }) =>
        `${sender} (${side}), text ${order} in ${chatId || "no chat"}: ${attempts} attempts, last ${lastCut ?? "under way"}`,
    );
    problems.push(`broken: ${waiting.length} sends never got an answer: ${told.join("; ")}`);
    for (const { printed } of world.instances) console.log(printed);
  }
  clock("delivered");
  const healsMs = Math.max(HEALED_MS, (scenario.healsMs ?? 0) / world.settings.pace);
  const [own, theirs] = await Promise.all([
    staleViews(viewsOf(visitors, operators), healsMs),
    Promise.all(world.guests.map((guests) => guests.leave(healsMs))),
  ]);
  world.guests = [];
  const stale = [...own, ...theirs.flat()];
  problems.push(...stale.map((words) => `stale: ${words}`));
  clock("healed");
  const { chatIds, sends, strays } = ownSends([...ledger.sends.values()]);
  const verdict = judge(sends, await readStored(store.runSql, chatIds));
  problems.push(...strays.map(({ clientId }) => `broken: ${clientId} was acknowledged in a chat of another round`));
  verdict.doubled += ledger.contradictions.length;
  problems.push(...verdict.problems, ...ledger.contradictions.map((words) => `doubled: ${words}`));
  const unreadable = await unreadables(world);
  problems.push(...unreadable.map((words) => `broken: ${words}`));
  clock("checked");
  const result = {
    ...verdict,
    broken: problems.filter((words) => words.startsWith("broken")).length,
    problems,
    acknowledged: ledger.acks,
    cut: ledger.cuts,
    hits,
    stale: stale.length,
    recoveryMs,
    seenP95Ms: percentile(ledger.seenAfterMs, 0.95),
    phases: clock(),
  };
  await leaveRound(world);
  return result;
}

/** Notes when a part ends; without a name it answers with all of them. */
function stopwatch(): (part?: string) => string {
  const parts: string[] = [];
  let since = performance.now();
  return (part) => {
    const seconds = (performance.now() - since) / 1000;
    since = performance.now();
    if (part) parts.push(`${part} ${seconds.toFixed(1)}`);
    return parts.join(", ");
  };
}

/** Everybody has been answered, and sees everything that had been acknowledged when the fault ended. */
async function recovery({ ledger, visitors, operators }: World, liftedAt: number): Promise<number> {
  const targets = [...visitors, ...operators].flatMap((person) => {
    const followers =
      "desks" in person ? [...person.desks.values()].map(({ follower }) => follower) : [person.follower];
    const side = "desks" in person ? "operator" : "visitor";
    return followers.flatMap((follower) =>
      follower ? { follower, last: highest(ledger, follower.timeline.chatId, side) } : [],
    );
  });
  const stuck = new Set([...ledger.sends.values()].filter(({ state }) => state === "waiting"));
  await untilTrue(
    () =>
      targets.every(({ follower, last }) => follower.isStopped || follower.timeline.last >= last) &&
      [...stuck].every(({ clientId }) => ledger.sends.get(clientId)?.state !== "waiting"),
    RECOVERED_MS,
  );
  return performance.now() - liftedAt;
}

function highest(ledger: RunLedger, chatId: string, side: "visitor" | "operator"): number {
  let last = 0;
  for (const send of ledger.sends.values()) {
    if (send.chatId === chatId && send.side === side && send.state === "acknowledged") last = Math.max(last, send.seq);
  }
  return last;
}

async function unreadables({ visitors, operators }: World): Promise<string[]> {
  const own = visitors.map(({ caller, follower }) => (follower ? heardButNotReadable(caller, follower) : []));
  const theirs = operators.flatMap(({ caller, desks }) =>
    [...desks.values()].map(({ follower }) => heardButNotReadable(caller, follower)),
  );
  return (await Promise.all([...own, ...theirs])).flat();
}

/** The chats of this round end, so that nobody carries them into the next. */
async function leaveRound({ visitors, operators }: World): Promise<void> {
  const closed = await Promise.all(visitors.map(closeSurely));
  // Texts in it would be nobody's in the next round.
  if (closed.includes(false)) throw new Error("a chat could not be closed after its round");
  for (const visitor of visitors) visitor.leave();
  for (const operator of operators) operator.clear();
}

/**
 * What was written in chats that began in this round. Right after a round without realtime an inbox may still show a
 * chat of it: what is written there must be refused, and what was written before is in the last round's account.
 */
function ownSends(all: readonly Send[]) {
  const chatIds = [...new Set(all.flatMap(({ order, chatId }) => (order === 0 && chatId ? [chatId] : [])))];
  const isOwn = ({ chatId }: Send) => chatId === "" || chatIds.includes(chatId);
  const strays = all.filter((send) => !isOwn(send) && send.state === "acknowledged");
  return { chatIds, sends: all.filter(isOwn), strays };
}

async function closeSurely(visitor: Visitor): Promise<boolean> {
  for (let attempt = 0; visitor.chatId && attempt < CLOSE_ATTEMPTS; attempt++) {
    if (await visitor.close()) return true;
    await pause(500);
  }
  return visitor.chatId === null;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
