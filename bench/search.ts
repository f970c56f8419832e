// `npm run bench:search [-- --messages=1000000 --repetitions=40 --only=postgres]`: what a search takes, from what was typed
// to the answer's JSON, with a million messages behind it, for an admin and for an operator of 2 of 12 departments.
import { openDatabase } from "@/db/open-database";
import type { OperatorActor } from "@/lib/context";
import { searchQuery } from "@/lib/search/schemas";
import { searchChats } from "@/lib/search/search-chats";
import { findPostgresBinaries } from "@/tests/support/find-postgres.mjs";
import { asAdmin, withDatabaseName } from "@/tests/support/postgres-admin";
import { startPostgresServer } from "@/tests/support/postgres-server";
import { DEPARTMENTS, seedStatements } from "./search/seed";
import { vocabulary, WORDS_PER_LANGUAGE } from "./search/vocabulary";
import { backendCpu } from "./support/backend-cpu";
import { type BenchDatabase, withEmbedded } from "./support/databases";
import { idOf } from "./support/ids";
import { machine, ms, numberOption, percentile, printVerdicts, textOption, type Verdict } from "./support/report";

const MESSAGES = numberOption("messages", 1_000_000);
const REPETITIONS = numberOption("repetitions", 40);
/** Seeding more through the one connection of the embedded database takes longer than anybody waits. */
const EMBEDDED_MAX = 50_000;
const P95_MAX = 200;
const WARM_UP = 8;

const words = { ru: vocabulary("ru"), en: vocabulary("en") };
const wordAt = (language: "ru" | "en", rank: number) => words[language][rank - 1] ?? "";
/** Each question in several words, so that no answer is only remembered. */
const ranks = (from: number) => [from, from + 1, from + 2, from + 3];
const QUESTIONS: Record<string, string[]> = {
  "the most frequent words": ["и ", "the ", "не ", "to "],
  "a frequent word": ["заказ ", "refund ", "доставка ", "delivery "],
  "a word in between": ranks(300).flatMap((rank) => [`${wordAt("ru", rank)} `, `${wordAt("en", rank)} `]),
  "a rare word": ranks(WORDS_PER_LANGUAGE - 8).flatMap((rank) => [`${wordAt("ru", rank)} `, `${wordAt("en", rank)} `]),
  "a number that occurs once": ["145678", "123456", "190001", "100777"],
  "two words": ["заказ возврат ", "refund parcel ", "доставка курьер ", "card error "],
  "two rare words": ranks(900).map((rank) => `${wordAt("ru", rank)} ${wordAt("ru", rank + 100)} `),
  "a phrase of frequent words": ['"не в"', '"is and"', '"заказ мой"', '"the order"'],
  "a phrase that hardly occurs": [
    '"пароль ошибка чек"',
    '"invoice parcel courier"',
    '"скидка адрес где"',
    '"have i the"',
  ],
  "the beginning of a word": ["за", "воз", "re", "del"],
  "one letter": ["я", "a", "и", "i"],
  "a part of a name": ["смирн", "щербак", "johns", "федор"],
  "name and surname": ["мария иван", "anna smith", "петр соколов", "paul brown"],
  "a part of an e-mail": ["itor9999", "visitor77@", "9@mail", "isitor12345"],
  "a similar name": ["смирноф", "щербокова", "jonson", "tailor"],
  "a telephone number": ["1000042", "912 1009", "+7 912 1000300", "1077777"],
  nothing: ["нетакогослова", "qqqqwwww", "№ 999999999", "%_\\"],
  "word, sender and time": [
    "заказ from:смирнов",
    "refund from:me",
    "возврат after:2026-11",
    "delivery from:visitor before:2026-10",
  ],
};

type Who = { name: string; actor: OperatorActor };
const actorOf = (role: "admin" | "operator"): OperatorActor => ({
  type: "operator",
  operatorId: idOf("operator", 1),
  role,
  name: "Operator 1",
  sessionId: idOf("session", 1),
});
const PEOPLE: Who[] = [
  { name: "admin", actor: actorOf("admin") },
  { name: `operator of 2 of ${DEPARTMENTS}`, actor: actorOf("operator") },
];

const verdicts: Verdict[] = [];

async function measure({ kind, db }: Pick<BenchDatabase, "kind" | "db">): Promise<void> {
  const cpu = await backendCpu({ kind, db });
  for (const [what, typed] of Object.entries(QUESTIONS)) {
    for (const { name, actor } of PEOPLE) {
      const times: number[] = [];
      const onCore: number[] = [];
      let found = 0;
      for (let turn = -WARM_UP; turn < REPETITIONS; turn++) {
        const query = searchQuery.parse({ q: typed[(turn + WARM_UP) % typed.length] });
        const cpuBefore = cpu?.() ?? Number.NaN;
        const startedAt = performance.now();
        const result = await searchChats(db, actor, query);
        JSON.stringify(result);
        if (turn < 0) continue;
        times.push(performance.now() - startedAt);
        onCore.push((cpu?.() ?? Number.NaN) - cpuBefore);
        found = Math.max(found, result.chats.length);
      }
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
      const core = Number.isFinite(onCore[0]) ? `, of that on a core ${ms(percentile(onCore, 0.95))}` : "";
      const isBinding = kind === "postgres";
      verdicts.push({
        what: `${kind}: ${what}, ${name}`,
        target: isBinding ? `p95 <= ${P95_MAX} ms` : "told only",
        value: `p50 ${ms(p50)}, p95 ${ms(p95)}${core} (${found})`,
        isMet: p95 <= P95_MAX || !isBinding,
      });
    }
  }
}

async function onPostgres(): Promise<void> {
  const binaries = findPostgresBinaries();
  if (!binaries) return;
  const server = await startPostgresServer(binaries, ["fsync=on"]);
  try {
    // Letters as most servers know them; with `C` alone there are no trigrams of Russian ones.
    await asAdmin(server.url, "create database letters template template0 lc_ctype 'C.UTF-8'");
    const url = withDatabaseName(server.url, "letters");
    const handle = await openDatabase({ kind: "postgres", url, pool: 1, prepare: true });
    try {
      await handle.migrate();
      const startedAt = performance.now();
      await asAdmin(url, ...seedStatements(MESSAGES));
      console.log(`postgres: ${MESSAGES} messages, seeded in ${Math.round((performance.now() - startedAt) / 1000)} s`);
      await measure({ kind: "postgres", db: handle.db });
    } finally {
      await handle.close();
    }
  } finally {
    await server.remove();
  }
}

async function main(): Promise<boolean> {
  const only = textOption("only");
  console.log(machine());
  if (only !== "embedded") await onPostgres();
  if (only !== "postgres") {
    await withEmbedded(async ({ db, run }) => {
      await run(seedStatements(Math.min(MESSAGES, EMBEDDED_MAX)));
      await measure({ kind: "embedded", db });
    });
  }
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
