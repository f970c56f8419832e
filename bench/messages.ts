// `npm run bench:messages [-- --chats=1,100,500 --seconds=10 --starts=200 --only=postgres]`: how many messages a second are
// accepted, how long one takes to the other side's socket, and what it costs; how long it takes until an operator hears of a chat
// that begins. Beside a floor: bare node:http, ws and postgres.js, which store and deliver the same and know no rules; the two are
// loaded by turns of two seconds. Each chat has one message in flight, of its two sides in turn.

import type { Store } from "@/tests/faults/store";
import { FLOOR_ARGUMENT, openFloor } from "./floor/floor";
import { beFloor } from "./floor/serve";
import { type Loaded, loadInTurn } from "./messages/in-turn";
import type { Target } from "./messages/load";
import { openProduct } from "./messages/product";
import { startChats } from "./messages/starts";
import { type Figure, note, type Subject } from "./support/figures";
import { machine, median, ms, numberOption, percent, percentile, textOption } from "./support/report";
import { onEachStore } from "./support/server";

const CHATS = (textOption("chats") ?? "1,100,500").split(",").map(Number);
const SECONDS = numberOption("seconds", 10);
const WARM_UP_SECONDS = numberOption("warm-up", 5);
/** The engine compiles by how often something ran, and one chat takes half a minute to as many messages as a hundred send in three seconds. */
const WARM_UP_MESSAGES = 5_000;
const STARTS = numberOption("starts", 200);
/** Of the floor's messages a second at least, and of its p99 at most. */
const GOAL = { rate: 0.5, p99: 2 };

type Row = Record<string, string>;
/** What a load came to, in numbers. */
type Measured = { rate: number; p50: number; p99: number };

function summary(name: string, chats: number, loaded: Loaded): { row: Row; measured: Measured } {
  const { seenMs, rates, mainMs, processMs, postgresMs } = loaded;
  const each = (value: number) => (value / seenMs.length).toFixed(2);
  const measured = {
    rate: rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
    p50: median(seenMs),
    p99: percentile(seenMs, 0.99),
  };
  const row = {
    what: name,
    chats: String(chats),
    "messages/s": measured.rate.toFixed(0),
    p50: ms(measured.p50),
    p99: ms(measured.p99),
    "main thread, ms each": each(mainMs),
    "process, ms each": each(processMs),
    "Postgres, ms each": postgresMs === null ? "" : each(postgresMs),
  };
  return { row, measured };
}

/** Beside the floor's, where that was measured in this run. */
function figuresOf(subject: Subject, chats: number, own: Measured, floor: Measured | undefined): Figure[] {
  const of = `${chats} ${chats === 1 ? "chat" : "chats"}`;
  const isFloor = subject === "floor";
  const [rate, p99] = floor && !isFloor ? [own.rate / floor.rate, own.p99 / floor.p99] : [];
  const judged = (share: number | undefined, wanted: string, isMet: boolean) =>
    share === undefined ? {} : { wanted, isMet };
  return [
    {
      what: `messages/s, ${of}`,
      subject,
      value: own.rate.toFixed(0) + (rate === undefined ? "" : ` (${percent(rate)})`),
      ...judged(rate, `>= ${percent(GOAL.rate)}`, Number(rate) >= GOAL.rate),
    },
    { what: `post to socket, p50, ${of}`, subject, value: ms(own.p50) },
    {
      what: `post to socket, p99, ${of}`,
      subject,
      value: ms(own.p99) + (p99 === undefined ? "" : ` (${p99.toFixed(1)} x)`),
      ...judged(p99, `<= ${GOAL.p99} x`, Number(p99) <= GOAL.p99),
    },
  ];
}

async function measureStarts(name: string, subject: Subject, target: Target): Promise<void> {
  const times = await startChats(target.starts, STARTS);
  const value = `${ms(median(times))} / ${ms(percentile(times, 0.99))}`;
  console.log(`${name}: a chat begins, until an operator's socket names it, p50 / p99: ${value}`);
  note([{ what: "start until an operator sees it, p50 / p99", subject, value }]);
}

/** One number of chats on one store: the floor, where the store has one, and the product. */
async function measureSize(store: Store, chats: number): Promise<Row[]> {
  const subjects: { subject: Subject; name: string; target: Target }[] = [];
  try {
    if (store.postgres) {
      subjects.push({ subject: "floor", name: "floor, postgres", target: await openFloor(store, chats) });
    }
    const target = await openProduct(store, chats);
    subjects.push({ subject: store.kind, name: `Foyer, ${store.kind}`, target });
    const targets = subjects.map((one) => one.target);
    await loadInTurn(targets, WARM_UP_SECONDS * 1000, WARM_UP_MESSAGES);
    const loaded = await loadInTurn(targets, SECONDS * 1000);
    const summaries = subjects.flatMap((one, index) => {
      const own = loaded[index];
      return own ? [{ ...one, ...summary(one.name, chats, own) }] : [];
    });
    const floor = summaries.find(({ subject }) => subject === "floor")?.measured;
    for (const { subject, row, measured } of summaries) {
      console.table(row);
      note(figuresOf(subject, chats, measured, floor));
    }
    const [below, above] = loaded;
    if (below && above) console.log(`${chats} chats, shares of the floor by turns: ${shares(above, below)}`);
    for (const one of subjects) {
      if (chats === CHATS[0] && STARTS > 0) await measureStarts(one.name, one.subject, one.target);
    }
    return summaries.map(({ row }) => row);
  } finally {
    for (const { target } of subjects) await target.close();
  }
}

/** How far the share moves from one pair of turns to the next. */
function shares(product: Loaded, floor: Loaded): string {
  const found = product.rates.map((rate, index) => rate / (floor.rates[index] ?? Number.NaN));
  return found.map(percent).join(", ");
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  await onEachStore(textOption("only"), async (store) => {
    // Without the proxy of the fault runs, which would work in this process for every statement of both.
    if (store.postgres) store.env.DATABASE_URL = store.postgres.server.url;
    for (const chats of CHATS) rows.push(...(await measureSize(store, chats)));
  });
  console.table(rows);
  console.log(machine());
}

await (process.argv.includes(FLOOR_ARGUMENT) ? beFloor() : main());
if (!process.argv.includes(FLOOR_ARGUMENT)) process.exit(0);
