// `npm run bench:sockets [-- --idle=10000 --crowd=5000]`: what an idle socket costs, whether others notice so many of
// them, and how long a crowd takes to come back after a restart. The built server is a process of its own.
import { pause } from "@/tests/faults/clients/http";
import { untilTrue } from "@/tests/faults/wait";
import { makeWorld, type World } from "@/tests/faults/world";
import { TimedLedger } from "./delivery/timed-ledger";
import { startWriting } from "./delivery/writing";
import { Crowd } from "./sockets/crowd";
import { closeAll, openIdle, realtimeSecret } from "./sockets/idle";
import { machine, ms, numberOption, percentile, printVerdicts, textOption, type Verdict } from "./support/report";
import { onEachStore, residentBytes } from "./support/server";

const IDLE = numberOption("idle", 10_000);
const CROWD = numberOption("crowd", 5_000);
const CHATS = 20;
const EVERY_MS = 1_000;
const WARM_UP_MS = 15_000;
const SPAN_MS = 20_000;
const PATIENCE_MS = 120_000;
const TARGETS = { kilobytes: 20, backSeconds: 60 };
/** Others may wait so many times longer: the noise of twenty chats in as many seconds. */
const UNAFFECTED_RATIO = 1.5;

const verdicts: Verdict[] = [];

/** p95 of the way to the other side's screen, over a span. */
async function seenP95(ledger: TimedLedger): Promise<number> {
  ledger.begin();
  await pause(SPAN_MS);
  return percentile(ledger.seenMs, 0.95);
}

async function benchIdle({ server, authSecret, visitors }: World, ledger: TimedLedger): Promise<void> {
  const seenBefore = await seenP95(ledger);
  const before = residentBytes(server.pid);
  const channels = visitors.flatMap(({ chatId }) => (chatId ? [`private-visitor-chat-${chatId}`] : []));
  const startedAt = performance.now();
  // Channels of nobody: what is published to the chats goes to their people alone, and the sockets stay idle.
  const idle = channels.map((channel) => `${channel.slice(0, -1)}z`);
  const sockets = await openIdle(Number(new URL(server.origin).port), realtimeSecret(authSecret), idle, IDLE);
  const openedIn = performance.now() - startedAt;
  const seenDuring = await seenP95(ledger);
  const kilobytes = (residentBytes(server.pid) - before) / IDLE / 1024;
  await closeAll(sockets);
  console.log(`\n${IDLE} idle sockets, opened in ${(openedIn / 1000).toFixed(1)} s`);
  console.log(`  server: ${mb(before)} before, ${kilobytes.toFixed(1)} KB for each socket`);
  console.log(`  ${CHATS} other chats, seen live p95: ${ms(seenBefore)} before, ${ms(seenDuring)} with them`);
  verdicts.push(
    {
      what: "idle socket",
      target: `<= ${TARGETS.kilobytes} KB`,
      value: `${kilobytes.toFixed(1)} KB`,
      isMet: kilobytes <= TARGETS.kilobytes,
    },
    {
      what: "others, seen live p95",
      target: `<= ${UNAFFECTED_RATIO} x`,
      value: `${(seenDuring / seenBefore).toFixed(2)} x`,
      isMet: seenDuring <= seenBefore * UNAFFECTED_RATIO,
    },
  );
}

async function benchCrowd(world: World): Promise<void> {
  const crowd = new Crowd();
  try {
    await crowd.open(world, CROWD);
    if (!(await untilTrue(() => crowd.back >= CROWD, PATIENCE_MS))) throw new Error(`only ${crowd.back} came at all`);
    crowd.forget();
    const begunAt = performance.now();
    await world.server.end("SIGTERM");
    const downAt = performance.now();
    await world.server.start();
    const upAt = performance.now();
    const isBack = await untilTrue(() => crowd.back >= CROWD, PATIENCE_MS);
    const seconds = (performance.now() - downAt) / 1000;
    console.log(`\nA restart under ${CROWD} clients`);
    console.log(`  stopped in ${sec(downAt - begunAt)}, started in ${sec(upAt - downAt)}`);
    console.log(`  ${crowd.back} had subscribed and read what they missed ${seconds.toFixed(1)} s after the stop`);
    verdicts.push({
      what: `${CROWD} clients back`,
      target: `<= ${TARGETS.backSeconds} s`,
      value: `${seconds.toFixed(1)} s`,
      isMet: isBack && seconds <= TARGETS.backSeconds,
    });
  } finally {
    crowd.close();
  }
}

const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
const sec = (value: number) => `${(value / 1000).toFixed(1)} s`;

await onEachStore(textOption("only") ?? "embedded", async (store) => {
  const ledger = new TimedLedger();
  // Visitors and crowd come from one address.
  const env = { REALTIME_SOCKETS_PER_ADDRESS: "100000" };
  const world = await makeWorld(store, 1, { visitors: CHATS, ledger, env });
  try {
    for (const visitor of world.visitors) await visitor.start();
    const writing = startWriting(world, EVERY_MS);
    await pause(WARM_UP_MS);
    await benchIdle(world, ledger);
    await writing.end();
    await benchCrowd(world);
  } finally {
    await world.end();
  }
});
console.log(`\n${machine()}`);
process.exitCode = printVerdicts(verdicts) ? 0 : 1;
