// `npm run test:faults [-- --rounds=50 --only=kill,deploy --short --pace=5]`: breaks what can break while people write to
// each other, and then counts from outside. The last thing printed is one table.
import { cpus } from "node:os";
import { type CpuSeconds, cpuSeconds } from "./cpu";
import { beGuests, GUESTS_ARGUMENT } from "./guests-process";
import { playRound } from "./round";
import { scenarios } from "./scenarios/all";
import type { Scenario, WorldKind } from "./scenarios/scenario";
import { embeddedStore, hasPostgres, postgresStore, type Store } from "./store";
import { hasPassed, type Played, SENDS_MIN, table } from "./table";
import { makeWorld, type World } from "./world";

const option = (name: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
/** `npm test` calls this file bare; the script `test:faults` asks for the long form, which `--short` takes back. */
const isShort = process.argv.includes("--short") || !process.argv.includes("--long");
const rounds = Number(option("rounds") ?? (isShort ? 1 : 50));
/** How much faster than in the product the clients' clocks run, so that a round ends in seconds. */
const pace = Number(option("pace") ?? 5);
const only = option("only")?.split(",");
const quota = option("sends") ? Number(option("sends")) : isShort ? Math.ceil(SENDS_MIN / rounds) : SENDS_MIN;

const wordOf = ({ name }: Scenario) => name.replaceAll(/[^a-z0-9]+/gi, "-").replace(/-$/, "");
const isWanted = (scenario: Scenario) =>
  only ? only.some((word) => wordOf(scenario).startsWith(word)) : !isShort || scenario.isShort === true;

const KINDS: readonly WorldKind[] = ["embedded", "postgres", "small-disk", "instances", "serverless"];

async function main(): Promise<boolean> {
  const startedAt = performance.now();
  const wanted = scenarios.filter(isWanted);
  if (wanted.length === 0)
    throw new Error(`no fault begins with ${only?.join(" or ")}: ${scenarios.map(wordOf).join(", ")}`);
  const played: Played[] = [];
  for (const kind of KINDS) {
    const ofKind = wanted.filter(({ world }) => world === kind);
    if (ofKind.length > 0) played.push(...(await playAll(kind, ofKind)));
  }
  console.log(`\n${table(played, isShort)}\n`);
  console.log(
    `Clients' clocks ${pace} times as fast, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ` +
      `${new Date().toISOString()}, ${Math.round((performance.now() - startedAt) / 1000)} s`,
  );
  return played.every((one) => hasPassed(one, isShort));
}

async function playAll(kind: WorldKind, ofKind: Scenario[]): Promise<Played[]> {
  const skip = (skipped: string) => ofKind.map((scenario) => ({ scenario, rounds: [], skipped }));
  if (isOnPostgres(kind) && !hasPostgres()) return skip("no Postgres here");
  const store = await openStore(kind).catch((error: unknown) => String(error));
  if (typeof store === "string") return skip(store);
  let world: World | null = null;
  // Whoever stops the run leaves no server and no data behind.
  const abandon = (signal: NodeJS.Signals) => {
    console.error(`Stopped by ${signal}: this run proves nothing.`);
    void world?.kill();
    void store.remove().finally(() => process.exit(130));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, abandon);
  const played: Played[] = [];
  try {
    world = await makeWorld(store, pace, { shape: kind === "instances" || kind === "serverless" ? kind : "one" });
    for (const scenario of ofKind) {
      const one: Played = { scenario, rounds: [] };
      played.push(one);
      for (let round = 1; round <= rounds; round++) {
        const startedAt = performance.now();
        const before = cpuOf(world);
        const result = await playRound(world, scenario, quota);
        const cpu = spent(before, cpuOf(world));
        one.rounds.push(result);
        for (const problem of result.problems.slice(0, 12)) console.log(`  ${problem}`);
        const { acknowledged, hits, problems, phases } = result;
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
        console.log(
          `${scenario.name} ${round}/${rounds}: ${acknowledged} sends, ${hits} struck, ${problems.length} problems, ${seconds} s (${phases})${cpu}`,
        );
      }
    }
  } finally {
    await world?.end();
    await store.remove();
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, abandon);
  }
  return played;
}

const cpuOf = ({ instances, realtime, store }: World): CpuSeconds =>
  cpuSeconds(
    new Map([
      ...instances.map(({ pid }) => [pid, "servers"] as const),
      [realtime?.pid ?? 0, "realtime"] as const,
      [store.postgres?.server.pid ?? 0, "Postgres"] as const,
    ]),
  );

/** What was taken between the two, in words; nothing where it cannot be known. */
function spent(before: CpuSeconds, after: CpuSeconds): string {
  const parts = [...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)] as const);
  if (parts.length === 0) return "";
  const total = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  return `, ${total.toFixed(1)} CPU-s (${parts.map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`).join(", ")})`;
}

const isOnPostgres = (kind: WorldKind) => kind !== "embedded" && kind !== "small-disk";

const openStore = (kind: WorldKind): Promise<Store> =>
  isOnPostgres(kind) ? postgresStore() : embeddedStore(kind === "small-disk" ? 400 : undefined);

const entry = process.argv.includes(GUESTS_ARGUMENT) ? beGuests() : main();
entry.then(
  (passed) => {
    console.log(passed ? "Nothing acknowledged was lost, doubled or out of order." : "FAILED: see the table.");
    process.exit(passed ? 0 : 1);
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
