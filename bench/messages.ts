// `npm run bench:messages [-- --chats=1,100,500 --seconds=10 --starts=200 --only=postgres]`: how many messages a second are
// accepted, how long one takes to the other side's socket, and what it costs; how long it takes until an operator hears of a chat
// that begins. Beside a floor: bare node:http, ws and postgres.js, which store and deliver the same and know no rules. Each chat
// has one message in flight, of its two sides in turn.

import { FLOOR_ARGUMENT, openFloor } from "./floor/floor";
import { beFloor } from "./floor/serve";
import { cpuOf, postgresCpu } from "./messages/cpu";
import { load, type Target } from "./messages/load";
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

async function warmUp(target: Target): Promise<void> {
  let sent = 0;
  do sent += (await load(target, WARM_UP_SECONDS * 1000)).sent;
  while (sent < WARM_UP_MESSAGES);
}

async function measure(name: string, target: Target, chats: number): Promise<{ row: Row; measured: Measured }> {
  await warmUp(target);
  const database = target.sql ? await postgresCpu(target.sql) : null;
  const before = [cpuOf(target.pid), database?.() ?? 0] as const;
  const { sent, seenMs } = await load(target, SECONDS * 1000);
  const [cpu, databaseCpu] = [cpuOf(target.pid), database?.() ?? 0];
  const each = (value: number) => (value / sent).toFixed(2);
  const measured = { rate: sent / SECONDS, p50: median(seenMs), p99: percentile(seenMs, 0.99) };
  const row = {
    what: name,
    chats: String(chats),
    "messages/s": measured.rate.toFixed(0),
    p50: ms(measured.p50),
    p99: ms(measured.p99),
    "main thread, ms each": each(cpu.mainMs - before[0].mainMs),
    "process, ms each": each(cpu.wholeMs - before[0].wholeMs),
    "Postgres, ms each": database ? each(databaseCpu - before[1]) : "",
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

async function main(): Promise<void> {
  const rows: Row[] = [];
  const floors = new Map<number, Measured>();
  await onEachStore(textOption("only"), async (store) => {
    // Without the proxy of the fault runs, which would work in this process for every statement of both.
    if (store.postgres) store.env.DATABASE_URL = store.postgres.server.url;
    for (const chats of CHATS) {
      for (const open of store.postgres ? [openFloor, openProduct] : [openProduct]) {
        const target = await open(store, chats);
        try {
          const isFloor = open === openFloor;
          const subject = isFloor ? "floor" : store.kind;
          const name = isFloor ? "floor, postgres" : `Foyer, ${store.kind}`;
          const { row, measured } = await measure(name, target, chats);
          if (isFloor) floors.set(chats, measured);
          rows.push(row);
          console.table(row);
          note(figuresOf(subject, chats, measured, floors.get(chats)));
          if (chats === CHATS[0] && STARTS > 0) await measureStarts(name, subject, target);
        } finally {
          await target.close();
        }
      }
    }
  });
  console.table(rows);
  console.log(machine());
}

await (process.argv.includes(FLOOR_ARGUMENT) ? beFloor() : main());
if (!process.argv.includes(FLOOR_ARGUMENT)) process.exit(0);
