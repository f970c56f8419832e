// `npm run bench:inbox [-- --chats=100000 --repetitions=300 --only=postgres --browser=0]`: what the inbox's reads take over
// HTTP with a million messages behind them, and how it feels in a browser. The built server is a process of its own.
import { randomBytes } from "node:crypto";
import { loadavg } from "node:os";
import { sql } from "drizzle-orm";
import pg from "pg";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { freePort, ServerProcess } from "@/tests/faults/server-process";
import type { Store } from "@/tests/faults/store";
import { benchBrowser } from "./inbox/browser";
import type { InboxBench, Timing } from "./inbox/figure";
import { timings as lists } from "./inbox/lists";
import { timings as opening } from "./inbox/opening";
import { explainInbox } from "./inbox/plans";
import { inboxStatements } from "./inbox/seed";
import { signIn } from "./inbox/sessions";
import { processCpuMs } from "./support/process-cpu";
import { machine, ms, numberOption, percentile, printVerdicts, textOption, type Verdict } from "./support/report";
import { onEachStore } from "./support/server";

const CHATS = numberOption("chats", 100_000);
/** A database in the browser's own process is not for so many. */
const EMBEDDED_CHATS_MAX = 10_000;
const REPETITIONS = numberOption("repetitions", 300);
const WITH_BROWSER = numberOption("browser", 1) > 0;
const WARM_UP = 20;
const HALF_A_YEAR_SECONDS = 180 * 86_400;

/** Each file of `inbox/` brings its own; add yours here. */
const TIMINGS: readonly Timing[] = [...lists, ...opening];

const verdicts: Verdict[] = [];
const judge = (what: string, target: string, value: string, isMet: boolean) =>
  void verdicts.push({ what, target, value, isMet });

/** Fills the database; on Postgres by a connection of our own, because the product's may not work for so long. */
async function seed(store: Store, chats: number): Promise<void> {
  const statements = inboxStatements({ chats, everySeconds: Math.floor(HALF_A_YEAR_SECONDS / chats) });
  const startedAt = performance.now();
  await store.use(async (db) => {
    await ensureInstallation(db);
    if (!store.postgres) for (const statement of statements) await db.execute(sql.raw(statement));
  });
  if (store.postgres) {
    const client = new pg.Client(store.postgres.server.url);
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }
  console.log(`  seeded in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

/** The server and its connections to Postgres. */
async function processesOf({ runSql, kind }: InboxBench, server: ServerProcess): Promise<number[]> {
  if (kind === "embedded") return [server.pid];
  const found = await runSql<{ pid: number }>("select pid from pg_stat_activity where application_name = 'foyer'");
  return [server.pid, ...found.map(({ pid }) => pid)];
}

async function measure(bench: InboxBench, server: ServerProcess, timing: Timing): Promise<void> {
  const { what, p50Max, p95Max, ask } = timing;
  const times: number[] = [];
  let pids: number[] = [];
  let cpuBefore = 0;
  for (let turn = -WARM_UP; turn < REPETITIONS; turn++) {
    if (turn === 0) {
      pids = await processesOf(bench, server);
      cpuBefore = processCpuMs(pids);
    }
    const startedAt = performance.now();
    await ask(bench, Math.max(0, turn));
    if (turn >= 0) times.push(performance.now() - startedAt);
  }
  const onCore = (processCpuMs(pids) - cpuBefore) / REPETITIONS;
  const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
  const targets = [p50Max !== null && `p50 <= ${p50Max} ms`, p95Max !== null && `p95 <= ${p95Max} ms`].filter(Boolean);
  const isMet = (p50Max === null || p50 <= p50Max) && (p95Max === null || p95 <= p95Max);
  const value = `p50 ${ms(p50)}, p95 ${ms(p95)}${Number.isNaN(onCore) ? "" : `, on a core ${ms(onCore)} on average`}`;
  console.log(`  ${what}: ${value}, load ${loadavg()[0]?.toFixed(1)}`);
  judge(`${bench.kind}: ${what}`, targets.join(", ") || "told only", value, isMet);
}

async function benchStore(store: Store): Promise<void> {
  const chats = store.kind === "postgres" ? CHATS : Math.min(CHATS, EMBEDDED_CHATS_MAX);
  console.log(`\n${store.kind}: ${chats.toLocaleString("en")} chats, ten messages each`);
  await seed(store, chats);
  const authSecret = randomBytes(32).toString("base64url");
  const [operator = "", admin = ""] = await store.use((db) => signIn(db, authSecret, [7, 1]));
  // Straight to Postgres: the proxy of the fault runs would be in every figure.
  const DATABASE_URL = store.postgres?.server.url ?? "";
  const env = { ...store.env, DATABASE_URL, AUTH_SECRET: authSecret };
  const server = new ServerProcess(await freePort(), env);
  await server.start();
  try {
    const { origin } = server;
    const { kind, runSql } = store;
    const bench: InboxBench = { kind, origin, chats, cookies: { operator, admin }, runSql };
    for (const timing of TIMINGS) await measure(bench, server, timing);
    if (!store.postgres) return;
    for (const { what, index, isUsed, text } of await explainInbox(store.postgres.server.url)) {
      if (!isUsed) console.log(text);
      judge(what, index, isUsed ? "used" : "not used", isUsed);
    }
    if (WITH_BROWSER) await benchBrowser({ ...bench, authSecret }, (verdict) => void verdicts.push(verdict));
  } finally {
    await server.end("SIGTERM");
  }
}

async function main(): Promise<boolean> {
  console.log(machine());
  await onEachStore(textOption("only"), benchStore);
  console.log(`\n${machine()}`);
  return printVerdicts(verdicts);
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
