// `npm run bench:page [-- --visits=5 --scores=5]`: what the snippet costs the page that carries it, and how soon a visitor
// with a slow phone can type. The built server, a page of another site, a real browser; Lighthouse is fetched from npm.
import { chromium } from "@playwright/test";
import { systemChromium } from "@/scripts/lib/system-packages.mjs";
import { makeWorld } from "@/tests/faults/world";
import { startHostSite } from "./page/host-site";
import { type Score, scoreOf, setUpLighthouse } from "./page/lighthouse";
import { type PhoneVisit, visitByPhone } from "./page/phone";
import { machine, median, ms, numberOption, printVerdicts, type Verdict } from "./support/report";
import { onEachStore } from "./support/server";

const VISITS = numberOption("visits", 5);
const SCORES = numberOption("scores", 5);
const TARGETS = { readyMs: 1_000, points: 1 };

const verdicts: Verdict[] = [];
const judge = (what: string, target: string, value: string, isMet: boolean) =>
  void verdicts.push({ what, target, value, isMet });

/** @param args how this browser deals with frames of other sites */
async function visitOften(url: string, installation: string, args: string[] = []): Promise<PhoneVisit[]> {
  const browser = await chromium.launch({
    executablePath: systemChromium(),
    args: ["--disable-dev-shm-usage", "--disable-background-networking", ...args],
  });
  const visits: PhoneVisit[] = [];
  try {
    for (let visit = 0; visit < VISITS; visit++) visits.push(await visitByPhone(browser, url, installation));
  } finally {
    await browser.close();
  }
  return visits;
}

/** A phone gives a frame no process of its own: what is slowed down then is page and frame alike. */
const ONE_PROCESS = ["--disable-site-isolation-trials"];

async function benchPhone(site: string, installation: string, floorOrigin: string): Promise<void> {
  const visits = await visitOften(`${site}/with`, installation, ONE_PROCESS);
  const floor = await visitOften(`${site}/floor`, floorOrigin, ONE_PROCESS);
  const apart = await visitOften(`${site}/with`, installation);
  const worst = (of: (visit: PhoneVisit) => number) => Math.max(...visits.map(of));
  const ready = median(visits.map(({ readyMs }) => readyMs));
  console.log("\nA phone with a quarter of this machine's speed, 1.6 Mbit/s and 150 ms");
  console.log(`  from the click to a field to type into: ${visits.map(({ readyMs }) => ms(readyMs)).join(", ")}`);
  judge("click to ready, median", `<= ${TARGETS.readyMs} ms`, ms(ready), ready <= TARGETS.readyMs);
  const requests = worst((visit) => visit.requests);
  judge("requests before a click", "1", String(requests), requests === 1);
  const shift = worst((visit) => visit.shift);
  judge("layout shift of the page", "0", String(shift), shift === 0);
  const floorApart = await visitOften(`${site}/floor`, floorOrigin);
  // A page has long tasks of its own while it loads: what counts is what the snippet adds to them.
  const judgeLong = (what: string, ours: PhoneVisit[], floors: PhoneVisit[], of: (visit: PhoneVisit) => number) => {
    const [some, bare] = [median(ours.map(of)), median(floors.map(of))];
    console.log(`  ${what}: ${ours.map(of).map(ms).join(", ")}; the floor: ${floors.map(of).map(ms).join(", ")}`);
    judge(`${what}, more than the floor, medians`, "none", ms(Math.max(0, some - bare)), some <= bare);
  };
  console.log("  Tasks over 50 ms; the floor is the same page, which opens a frame with nothing but a field in it");
  judgeLong("before the click", visits, floor, (visit) => visit.longTaskMs);
  judgeLong("after the click, one process", visits, floor, (visit) => visit.openLongTaskMs);
  judgeLong("after the click, the page's own process", apart, floorApart, (visit) => visit.openLongTaskMs);
}

async function benchScores(origin: string): Promise<void> {
  const lighthouse = SCORES > 0 ? await setUpLighthouse() : null;
  if (!lighthouse) return;
  try {
    const runs = { plain: [] as Score[], with: [] as Score[] };
    // In turn, so that whatever else the machine does meets both alike.
    for (let run = 0; run < SCORES; run++) {
      for (const page of ["plain", "with"] as const) {
        runs[page].push(await scoreOf(lighthouse.folder, `${origin}/${page}`, systemChromium()));
      }
    }
    const points = (page: "plain" | "with") => runs[page].map(({ performance }) => performance);
    const difference = median(points("plain")) - median(points("with"));
    const blockingMs = median(runs.with.map((run) => run.blockingMs)) - median(runs.plain.map((run) => run.blockingMs));
    const shift = Math.max(...runs.with.map((run) => run.layoutShift));
    console.log(`\nLighthouse, performance: ${points("plain").join(", ")} without the snippet`);
    console.log(`                         ${points("with").join(", ")} with it`);
    console.log(`  blocking time that the snippet adds, medians: ${ms(blockingMs)}; layout shift with it: ${shift}`);
    judge("Lighthouse lost, medians", `<= ${TARGETS.points} point`, `${difference}`, difference <= TARGETS.points);
  } finally {
    lighthouse.remove();
  }
}

await onEachStore("embedded", async (store) => {
  const world = await makeWorld(store, 1, { visitors: 1, operators: 1 });
  const { origin } = world.server;
  const site = await startHostSite(`${origin}/embed/${world.seeded.automatic.key}.js`);
  try {
    await benchPhone(site.origin, origin, site.floorOrigin);
    await benchScores(site.origin);
  } finally {
    site.close();
    await world.end();
  }
});
console.log(`\n${machine()}`);
process.exitCode = printVerdicts(verdicts) ? 0 : 1;
