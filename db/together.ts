import { databaseError, isUnavailable } from "./errors";
import type { Database } from "./types";

/** Items of one call. */
const ITEMS_MAX = 64;
/** A call that takes longer than this, say because it waits for a lock, does not hold up the next one. */
const PATIENCE_MS = 25;
const CALLS_MAX = 4;

type Waiting<Item, Answer> = { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void };

/**
 * Does by one call what was asked for while another call was under way: a single item goes at once, and the more there
 * are, the less each of them costs. `work` answers in the order of its items. What fails is done again for each item alone,
 * so that none fails because of another one, and so it must be safe to do again; a database that is gone fails them all.
 */
export function together<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let running = 0;
  let fresh = 0;

  function callNext(): void {
    if (waiting.length === 0 || fresh > 0 || running >= CALLS_MAX) return;
    const taken = waiting.splice(0, ITEMS_MAX);
    running++;
    fresh++;
    let isFresh = true;
    const age = () => {
      if (isFresh) fresh--;
      isFresh = false;
    };
    const patience = setTimeout(() => {
      age();
      callNext();
    }, PATIENCE_MS);
    void answerAll(work, taken).then(() => {
      clearTimeout(patience);
      age();
      running--;
      callNext();
    });
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      callNext();
    });
}

/** The same for work on a database, apart for each one that is open. */
export function togetherOn<Item, Answer>(
  work: (db: Database, items: readonly Item[]) => Promise<readonly Answer[]>,
): (db: Database) => (item: Item) => Promise<Answer> {
  const known = new WeakMap<Database, (item: Item) => Promise<Answer>>();
  return (db) => {
    const ask = known.get(db) ?? together((items: readonly Item[]) => work(db, items));
    known.set(db, ask);
    return ask;
  };
}

/** Never rejects: each item hears of its own end. */
async function answerAll<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  taken: readonly Waiting<Item, Answer>[],
): Promise<void> {
  try {
    const answers = await work(taken.map(({ item }) => item));
    if (answers.length !== taken.length) throw new Error("not one answer for each item");
    taken.forEach(({ resolve }, index) => {
      resolve(answers[index] as Answer);
    });
  } catch (error) {
    if (taken.length > 1 && isOfOneItem(error)) {
      await Promise.all(taken.map((one) => answerAll(work, [one])));
    } else {
      for (const { reject } of taken) reject(error);
    }
  }
}

/** Of two that waited for each other one has gone on, and alone an item waits for nobody else's sake. */
const isOfOneItem = (error: unknown) => !isUnavailable(error) || databaseError(error)?.code === "40P01";
