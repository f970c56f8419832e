// `npm run bench:delivery [-- --chats=200 --every=2000 --seconds=30 --only=embedded]`: how long a text takes to be
// acknowledged and to be seen, with the built server as a process of its own, real HTTP and real pusher-js.
import { pause } from "@/tests/faults/clients/http";
import type { Store } from "@/tests/faults/store";
import { untilTrue } from "@/tests/faults/wait";
import { makeWorld } from "@/tests/faults/world";
import { measureCatchUp } from "./delivery/catch-up";
import { TimedLedger } from "./delivery/timed-ledger";
import { startWriting } from "./delivery/writing";
import {
  machine,
  median,
  ms,
  numberOption,
  percentile,
  printVerdicts,
  textOption,
  type Verdict,
} from "./support/report";
import { onEachStore } from "./support/server";

const CHATS = numberOption("chats", 200);
const EVERY_MS = numberOption("every", 2_000);
const SECONDS = numberOption("seconds", 30);
const OPERATORS = Math.max(4, Math.ceil(CHATS / 20));
const WARM_UP_MS = 10_000;
const CUTS = 4;
/** Milliseconds, p95. */
const TARGETS = { ack: 200, seen: 500, caughtUp: 2_000 };

const verdicts: Verdict[] = [];

async function bench(store: Store): Promise<void> {
  const ledger = new TimedLedger();
  // All of them come from this machine.
  const env = { REALTIME_SOCKETS_PER_ADDRESS: "100000" };
  const world = await makeWorld(store, 1, { visitors: CHATS, operators: OPERATORS, ledger, env });
  try {
    for (const visitor of world.visitors) await visitor.start();
    await untilTrue(() => world.operators.reduce((sum, { desks }) => sum + desks.size, 0) >= CHATS * 0.7, 20_000);
    const writing = startWriting(world, EVERY_MS);
    await pause(WARM_UP_MS);
    ledger.begin();
    const acksBefore = ledger.acks;
    await pause(SECONDS * 1000);
    const perSecond = (ledger.acks - acksBefore) / SECONDS;
    const { ackMs, seenMs } = ledger;
    report(store, perSecond, ackMs, seenMs);
    const caughtUp: number[] = [];
    for (let cut = 0; cut < CUTS; cut++) caughtUp.push(...(await measureCatchUp(world)));
    judge(store, "caught up after a reconnect", caughtUp, TARGETS.caughtUp);
    await writing.end();
  } finally {
    await world.end();
  }
}

function report(store: Store, perSecond: number, ackMs: readonly number[], seenMs: readonly number[]): void {
  console.log(
    `\n${store.kind}: ${CHATS} chats, a text every ${EVERY_MS} ms each: ${perSecond.toFixed(0)} texts/s acknowledged`,
  );
  judge(store, "acknowledged", ackMs, TARGETS.ack);
  judge(store, "seen live", seenMs, TARGETS.seen);
}

function judge({ kind }: Store, what: string, values: readonly number[], target: number): void {
  const p95 = percentile(values, 0.95);
  console.log(`  ${what}: p50 ${ms(median(values))}, p95 ${ms(p95)}, p99 ${ms(percentile(values, 0.99))}`);
  verdicts.push({ what: `${kind}: ${what}, p95`, target: `<= ${target} ms`, value: ms(p95), isMet: p95 <= target });
}

await onEachStore(textOption("only"), bench);
console.log(`\n${machine()}`);
process.exitCode = printVerdicts(verdicts) ? 0 : 1;
