/** Where a match lies counts: at the beginning of a text, then of a word, then anywhere; letters in a row beat scattered ones. */
const AT_BEGINNING = 100;
const AT_WORD = 60;
const IN_A_ROW = 20;
const SOMEWHERE = 4;
/** Longer texts are searched no further. */
const TEXT_MAX = 500;

/** As people compare: without case, accents, or the difference between е and ё. */
const folded = (text: string) => text.slice(0, TEXT_MAX).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const isWordStart = (text: string, at: number) => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");

/**
 * How well a text answers what was typed: each word of the query must be in it as a whole, or its letters in their order.
 * Null: not at all. An empty query fits everything alike.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const inside = folded(text);
  let sum = 0;
  for (const word of words) {
    const score = wordScore(word, inside);
    if (score === null) return null;
    sum += score;
  }
  return sum;
}

function wordScore(word: string, text: string): number | null {
  let best: number | null = null;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const place = at === 0 ? AT_BEGINNING : isWordStart(text, at) ? AT_WORD : SOMEWHERE;
    best = Math.max(best ?? 0, place + word.length * IN_A_ROW);
    if (place !== SOMEWHERE) break;
  }
  return best ?? scattered(word, text);
}

/** Letters in their order: "crp" finds "Canned reply". The first one must begin a word, or everything would fit. */
function scattered(word: string, text: string): number | null {
  let at = -1;
  let score = 0;
  for (const [index, letter] of [...word].entries()) {
    let next = text.indexOf(letter, at + 1);
    if (index === 0) while (next >= 0 && !isWordStart(text, next)) next = text.indexOf(letter, next + 1);
    if (next < 0) return null;
    score += next === at + 1 ? IN_A_ROW / 2 : isWordStart(text, next) ? SOMEWHERE * 2 : 1;
    at = next;
  }
  return score;
}

type Ranked<T> = { item: T; score: number; index: number };

/**
 * The items that fit, best first; of equals the earlier one first. `textsOf` gives what is searched, the most telling
 * text first: a match in a later one counts half as much each.
 */
export function fuzzySearch<T>(query: string, items: readonly T[], textsOf: (item: T) => readonly string[]): T[] {
  return items
    .flatMap((item, index): Ranked<T>[] => {
      const scores = textsOf(item).flatMap((text, place) => {
        const score = fuzzyScore(query, text);
        return score === null ? [] : [score / 2 ** place];
      });
      return scores.length === 0 ? [] : [{ item, score: Math.max(...scores), index }];
    })
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .map(({ item }) => item);
}
