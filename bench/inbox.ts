// `npm run bench:inbox [-- --messages=1000000 --repetitions=300 --only=postgres --browser=0 --rows=10000 --events=20000]`:
// what the inbox's reads take over HTTP with a million messages behind them, and how it feels in a browser. The built
// server is a process of its own. `--messages=20000` is over in a few minutes. Every step has an end of its own: what it
// could not measure by then is told as missed.
import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { freePort, ServerProcess } from "@/tests/faults/server-process";
import type { Store } from "@/tests/faults/store";
import { benchBrowser } from "./inbox/browser";
import type { InboxBench, Timing } from "./inbox/figure";
import { timings as lists } from "./inbox/lists";
import { measure } from "./inbox/measure";
import { timings as opening } from "./inbox/opening";
import { explainInbox, plannedAnew } from "./inbox/plans";
import { inboxStatements, MESSAGES_PER_CHAT } from "./inbox/seed";
import { signIn } from "./inbox/sessions";
import { runTold, tell, within } from "./support/progress";
import { machine, numberOption, printVerdicts, textOption, type Verdict } from "./support/report";
import { onEachStore } from "./support/server";

const MESSAGES = numberOption("messages", 1_000_000);
/** A database in the server's own process is not for so many. */
const EMBEDDED_MESSAGES_MAX = 100_000;
const REPETITIONS = numberOption("repetitions", 300);
const WITH_BROWSER = numberOption("browser", 1) > 0;
/** Of fewer chats Postgres rather reads all than asks an index, and is right. */
const PLANS_FROM_CHATS = 20_000;
const HALF_A_YEAR_SECONDS = 180 * 86_400;
const STARTS_MAX = 3;
/** A server that is asked to end says goodbye to its sockets first. */
const END_SECONDS = 30;

/** Each file of `inbox/` brings its own; add yours here. */
const TIMINGS: readonly Timing[] = [...lists, ...opening];

const verdicts: Verdict[] = [];

/** Fills the database; on Postgres by a connection of our own, because the product's may not work for so long. */
async function seed(store: Store, chats: number): Promise<void> {
  const statements = inboxStatements({ chats, everySeconds: Math.floor(HALF_A_YEAR_SECONDS / chats) });
  await store.use(async (db) => {
    await ensureInstallation(db);
    if (!store.postgres) await runTold(statements, (statement) => db.execute(sql.raw(statement)));
  });
  if (!store.postgres) return;
  const client = new pg.Client(store.postgres.server.url);
  await client.connect();
  await runTold(statements, (statement) => client.query(statement));
  // What is still to be written to the disk would be written while the first figures are taken.
  await client.query("checkpoint");
  await client.end();
}

/** The server and its connections to Postgres. */
async function processesOf({ kind, runSql }: InboxBench, server: ServerProcess): Promise<number[]> {
  if (kind === "embedded") return [server.pid];
  const found = await runSql<{ pid: number }>("select pid from pg_stat_activity where application_name = 'foyer'");
  return [server.pid, ...found.map(({ pid }) => pid)];
}

async function benchStore(store: Store): Promise<void> {
  const messages = store.kind === "postgres" ? MESSAGES : Math.min(MESSAGES, EMBEDDED_MESSAGES_MAX);
  const chats = Math.ceil(messages / MESSAGES_PER_CHAT);
  tell(`${store.kind}: ${messages.toLocaleString("en")} messages in ${chats.toLocaleString("en")} chats`);
  await seed(store, chats);
  const authSecret = randomBytes(32).toString("base64url");
  const [operator = "", admin = ""] = await store.use((db) => signIn(db, authSecret, [7, 1]));
  // Straight to Postgres: the proxy of the fault runs would be in every figure.
  const DATABASE_URL = store.postgres?.server.url ?? "";
  const env = { ...store.env, DATABASE_URL, AUTH_SECRET: authSecret };
  const server = new ServerProcess(await freePort(), env);
  await start(server);
  tell("the server answers");
  try {
    const { origin } = server;
    const { kind, runSql } = store;
    const bench: InboxBench = { kind, origin, chats, cookies: { operator, admin }, runSql };
    const processes = () => processesOf(bench, server);
    for (const timing of TIMINGS) {
      verdicts.push(await measure(bench, timing, { repetitions: REPETITIONS, processes }));
    }
    if (!store.postgres) return;
    if (chats >= PLANS_FROM_CHATS) await judgePlans(store.postgres.server.url);
    if (WITH_BROWSER) await benchBrowser({ ...bench, authSecret }, (verdict) => void verdicts.push(verdict));
  } finally {
    await end(server);
  }
}

/** A database that has just been filled may be too busy for a connection in the time that the product waits for one. */
async function start(server: ServerProcess): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await server.start();
    } catch (error) {
      await server.end("SIGKILL");
      if (attempt === STARTS_MAX) throw error;
      tell(`the server did not start, once more: ${error}`);
    }
  }
}

async function judgePlans(url: string): Promise<void> {
  for (const { what, index, isUsed, text } of await explainInbox(url)) {
    if (!isUsed) console.log(text);
    verdicts.push({ what, target: index, value: isUsed ? "used" : "not used", isMet: isUsed });
  }
  const anew = await plannedAnew(url);
  for (const statement of anew) console.log(statement);
  const isMet = anew.length === 0;
  verdicts.push({ what: "plans of the inbox", target: "kept", value: isMet ? "kept" : `${anew.length} not`, isMet });
}

async function end(server: ServerProcess): Promise<void> {
  const { pid } = server;
  await within(END_SECONDS, "ending the server", server.end("SIGTERM")).catch((error: unknown) => {
    console.error(error);
    process.kill(pid, "SIGKILL");
  });
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
    printVerdicts(verdicts);
    console.error(error);
    process.exit(1);
  },
);
