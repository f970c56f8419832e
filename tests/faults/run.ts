// `npm run test:faults [-- --rounds=50]`: kills the server in the middle of sending, again and again, and then counts.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@/db/open-database";
import { check } from "./check";
import { seedFaultRun } from "./seed";
import { newLedger, runOperator, runVisitor } from "./sender";
import { freePort, ServerProcess } from "./server-process";

const VISITORS = 20;
const OPERATORS = 5;
/** A kill that hits nothing proves nothing: so many acknowledged sends come before each. */
const SENDS_BEFORE_KILL = 100;
const ROUND_SECONDS_MAX = 60;

const option = (name: string, fallback: number) =>
  Number(process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split("=")[1] ?? fallback);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function main(rounds: number): Promise<boolean> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "foyer-faults-"));
  const { key, cookies } = await seedFaultRun(dataDir, OPERATORS);
  const server = new ServerProcess(await freePort(), { DATA_DIR: dataDir });
  const ledger = newLedger();
  let over = false;
  const isOver = () => over;
  let hits = 0;
  let unanswered = 0;
  const startedAt = Date.now();
  try {
    await server.start();
    const senders: Promise<void>[] = [];
    for (let i = 0; i < VISITORS; i++) {
      const answer = (chatId: string) => {
        const cookie = cookies[i];
        if (cookie) senders.push(runOperator({ origin: server.origin, ledger, cookie }, chatId, isOver));
      };
      senders.push(runVisitor({ origin: server.origin, ledger, key }, answer, isOver));
    }
    for (let round = 1; round <= rounds; round++) {
      const before = ledger.acknowledged.length;
      const deadline = Date.now() + ROUND_SECONDS_MAX * 1000;
      while (ledger.acknowledged.length - before < SENDS_BEFORE_KILL) {
        if (Date.now() > deadline)
          throw new Error(`round ${round}: too few sends, ${ledger.refusals.slice(0, 3).join("; ")}`);
        await pause(5);
      }
      await pause(Math.random() * 300);
      if (ledger.inFlight > 0) hits++;
      unanswered += ledger.inFlight;
      await server.end("SIGKILL");
      await server.start();
    }
    // Whatever the last kill cut is repeated before the counting.
    const settled = ledger.acknowledged.length;
    while (ledger.acknowledged.length - settled < VISITORS * 2) await pause(20);
    over = true;
    await Promise.all(senders);
  } finally {
    over = true;
    await server.end("SIGTERM");
  }
  const handle = await openDatabase({ kind: "embedded", dataDir });
  const verdict = await check(handle.db, ledger).finally(() => handle.close());
  rmSync(dataDir, { recursive: true, force: true });
  console.table({
    kills: rounds,
    "kills with sends in flight": hits,
    "sends in flight when killed": unanswered,
    "sends repeated": ledger.retries,
    acknowledged: ledger.acknowledged.length,
    ...verdict,
    seconds: Math.round((Date.now() - startedAt) / 1000),
  });
  console.log(
    `embedded database, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${new Date().toISOString()}`,
  );
  const clean = Object.values(verdict).every((count) => count === 0);
  // A run in which hardly any kill hit a send has shown nothing.
  return clean && hits >= rounds * 0.9;
}

main(option("rounds", 50)).then(
  (passed) => {
    console.log(passed ? "Nothing acknowledged was lost, doubled or out of order." : "FAILED: see the table.");
    process.exit(passed ? 0 : 1);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
