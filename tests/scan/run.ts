// `npm run test:scan [-- --minutes=3 --only=search]`: wapiti and sqlmap against the built server with people in it, on a Postgres
// of its own, and against a page that is bad on purpose, which proves that they find something where there is something.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startLife } from "@/tests/faults/life";
import { hasPostgres, postgresStore, type Store } from "@/tests/faults/store";
import { makeWorld, type World } from "@/tests/faults/world";
import { openControl } from "./control";
import { scanRequest } from "./sqlmap";
import { targetsOf } from "./targets";
import { MissingTool, type Scanned } from "./tool";
import { scanSite } from "./wapiti";

const option = (name: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const seconds = Number(option("minutes") ?? 3) * 60;
const only = option("only");
const METRICS_TOKEN = "the metrics of a scan run";

/** What is found and is as it should be, with the reason. */
const ACCEPTED: readonly [pattern: RegExp, reason: string][] = [
  [/Strict-Transport-Security/i, "set by the proxy that ends TLS; this server speaks HTTP"],
  [/X-XSS-Protection/i, "a filter that browsers have given up, because it could be turned against a page"],
];

const PAGES = ["/", "/login", "/demo", "/docs", "/docs/api", "/offline"];
const INSIDE = ["/inbox", "/board", "/visitors", "/team", "/reports", "/routing", "/replies", "/account"].concat(
  ["departments", "operators", "settings", "appearance", "audit", "tags", "webhooks", "company"].map(
    (page) => `/admin/${page}`,
  ),
);

async function main(): Promise<boolean> {
  if (!hasPostgres()) throw new Error("this needs Postgres on the machine");
  const folder = mkdtempSync(path.join(tmpdir(), "foyer-scan-"));
  const store = await postgresStore();
  let world: World | null = null;
  try {
    world = await makeWorld(store, 1, { visitors: 4, operators: 2, env: { METRICS_TOKEN } });
    return await scanAll(store, world, folder);
  } finally {
    await world?.end();
    await store.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function scanAll(store: Store, world: World, folder: string): Promise<boolean> {
  const isWanted = (name: string) => !only || name.includes(only);
  const controls = await scanControl(store, folder);
  const blind = controls.filter(({ findings }) => findings.length === 0).map(({ target }) => target);
  console.log(table(controls));
  if (blind.length > 0) throw new Error(`what is bad on purpose was not found: ${blind.join(", ")}`);

  await Promise.all(world.visitors.map((visitor) => visitor.start()));
  const life = startLife(world);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await life.end();
  const admin = world.seeded.operators[0];
  await store.runSql(`update operators set role = 'admin' where id = '${admin?.id}'`);
  const cookie = admin?.cookie ?? "";
  const { origin } = world.server;
  const scanned: Scanned[] = [];
  for (const target of targetsOf(world, cookie).filter(({ name }) => isWanted(name))) {
    scanned.push(await scanRequest(origin, target, folder));
    console.log(`${target.name}: ${scanned.at(-1)?.tried} parameters, ${scanned.at(-1)?.findings.length} findings`);
  }
  const sites = [
    { name: "pages, as anybody", starts: PAGES },
    { name: "pages, as an admin", starts: INSIDE, cookie },
  ];
  for (const site of sites.filter(({ name }) => isWanted(name))) {
    scanned.push(await scanSite({ origin, folder, seconds, ...site }));
  }
  const failed = await failedRequests(origin);
  const weighed = scanned.map((one) => ({ ...one, findings: one.findings.filter((words) => !isAccepted(words)) }));
  console.log(`\n${table(weighed)}\n`);
  for (const words of new Set(weighed.flatMap(({ findings }) => findings))) console.log(`  ${words}`);
  for (const words of failed) console.log(`  a 5xx is a defect: ${words}`);
  return failed.length === 0 && weighed.every(({ findings }) => findings.length === 0);
}

const isAccepted = (words: string) => ACCEPTED.some(([pattern]) => pattern.test(words));

async function scanControl(store: Store, folder: string): Promise<Scanned[]> {
  const control = await openControl(store.env.DATABASE_URL ?? "");
  try {
    const target = { name: "control, sqlmap", method: "GET" as const, path: "/find?name=anna" };
    const site = { origin: control.origin, starts: ["/"], folder, name: "control, wapiti", seconds: 30 };
    return [await scanRequest(control.origin, target, folder), await scanSite(site)];
  } finally {
    await control.close();
  }
}

/** Hot routes that answered with a fault of ours, by the server's own count. */
async function failedRequests(origin: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const text = await fetch(`${origin}/metrics`, { headers }).then((response) => response.text());
  return [...text.matchAll(/^foyer_http_request_seconds_count\{([^}]*status="5\d\d"[^}]*)\} (\d+)$/gm)].map(
    ([, labels, count]) => `${count} × ${labels}`,
  );
}

function table(all: readonly Scanned[]): string {
  const width = Math.max(...all.map(({ target }) => target.length));
  return all
    .map(
      ({ target, tried, findings }) =>
        `| ${target.padEnd(width)} | ${String(tried ?? "?").padStart(4)} tried | ${findings.length} findings |`,
    )
    .join("\n");
}

main().then(
  (passed) => {
    console.log(passed ? "Nothing of weight was found." : "FAILED: see above.");
    process.exit(passed ? 0 : 1);
  },
  (error: unknown) => {
    console.error(error instanceof MissingTool ? error.message : error);
    process.exit(1);
  },
);
