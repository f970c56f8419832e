// `npm run bench:messages [-- --chats=1,100,500 --seconds=10 --only=postgres]`: how many messages a second are accepted, how
// long one takes to the other side's socket, and what it costs, beside a floor: bare node:http, ws and pg, which store and
// deliver the same texts and know no rules. Each chat has one message in flight, of its two sides in turn.
import { cpuOf, postgresCpu } from "./messages/cpu";
import { beFloor, FLOOR_ARGUMENT, openFloor } from "./messages/floor";
import { load, type Target } from "./messages/load";
import { openProduct } from "./messages/product";
import { machine, median, ms, numberOption, percentile, textOption } from "./support/report";
import { onEachStore } from "./support/server";

const CHATS = (textOption("chats") ?? "1,100,500").split(",").map(Number);
const SECONDS = numberOption("seconds", 10);
const WARM_UP_SECONDS = numberOption("warm-up", 5);

type Row = Record<string, string>;

async function measure(name: string, target: Target, chats: number): Promise<Row> {
  await load(target, WARM_UP_SECONDS * 1000);
  const database = target.sql ? await postgresCpu(target.sql) : null;
  const before = [cpuOf(target.pid), database?.() ?? 0] as const;
  const { sent, seenMs } = await load(target, SECONDS * 1000);
  const [cpu, databaseCpu] = [cpuOf(target.pid), database?.() ?? 0];
  const each = (value: number) => (value / sent).toFixed(2);
  return {
    what: name,
    chats: String(chats),
    "messages/s": (sent / SECONDS).toFixed(0),
    p50: ms(median(seenMs)),
    p99: ms(percentile(seenMs, 0.99)),
    "main thread, ms each": each(cpu.mainMs - before[0].mainMs),
    "process, ms each": each(cpu.wholeMs - before[0].wholeMs),
    "Postgres, ms each": database ? each(databaseCpu - before[1]) : "",
  };
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  await onEachStore(textOption("only"), async (store) => {
    // Without the proxy of the fault runs, which would work in this process for every statement of both.
    if (store.postgres) store.env.DATABASE_URL = store.postgres.server.url;
    for (const chats of CHATS) {
      for (const open of store.postgres ? [openFloor, openProduct] : [openProduct]) {
        const target = await open(store, chats);
        try {
          rows.push(await measure(open === openFloor ? "floor, postgres" : `Foyer, ${store.kind}`, target, chats));
          console.table(rows.at(-1));
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
