/** Characters (UTF-16 units) of one search. */
export const QUERY_MAX = 200;
/** Words and phrases of one search. */
export const TERMS_MAX = 12;

/** Names of the filters, in both languages of the interface: `from:anna`, `от:anna`. */
const FILTERS = {
  department: ["department", "отдел"],
  from: ["from", "от"],
  before: ["before", "до"],
  after: ["after", "после"],
  tag: ["tag", "тег", "метка"],
  is: ["is", "это"],
} as const;
export type FilterName = keyof typeof FILTERS;
const FILTER_OF = new Map<string, FilterName>(
  Object.entries(FILTERS).flatMap(([name, words]) => words.map((word) => [word, name as FilterName] as const)),
);

/** Sides that `from:` can name; anything else is part of a name. */
const SIDES: Record<string, "visitor" | "operator" | "me"> = {
  visitor: "visitor",
  посетитель: "visitor",
  operator: "operator",
  оператор: "operator",
  me: "me",
  я: "me",
};

/** What `is:` can name; before anything else it is a word with a colon. */
const SPAM = ["spam", "спам"];

/** What is wrong with a search, as a key of `messages/<locale>/search.json`. */
export type QueryProblem = "blank" | "tooLong" | "tooManyTerms" | "onlyExcluded" | "filterEmpty" | "filterDate";

export type From = { side: "visitor" | "operator" | "me" } | { name: string };
/** A text in quotes is one term of several words; the last word is still being typed. */
export type Term = { text: string; isPrefix: boolean };
export type ParsedQuery = {
  terms: Term[];
  excluded: string[];
  /** Parts of names; a chat of any of them is meant. */
  departments: string[];
  /** Parts of names; a chat has all of them. */
  tags: string[];
  from: From | null;
  /** Days as `YYYY-MM-DD`: before the first moment of the one, from the first moment of the other on. */
  before: string | null;
  after: string | null;
  /** Chats that are marked as spam, which no other search finds. */
  isSpam: boolean;
};

/** `key:` with nothing behind it; or a minus, a key and a text in quotes or a word, of which only the last must be there. */
const TOKEN = /(?<bare>\p{L}+):(?=\s|$)|(?<minus>-?)(?:(?<key>\p{L}+):)?(?:"(?<quoted>[^"]*)(?:"|$)|(?<plain>\S+))/gu;
/** One letter begins half of all words. */
const UNFINISHED = /[\p{L}\p{N}]{2}$/u;

/**
 * Reads what was typed into the search field: words, "phrases", -without and filters (`from:`, `до:` and so on). Whatever
 * is none of these is taken literally, word by word.
 */
export function parseQuery(typed: string): ParsedQuery | { problem: QueryProblem } {
  if (typed.length > QUERY_MAX) return { problem: "tooLong" };
  const query: ParsedQuery = {
    terms: [],
    excluded: [],
    departments: [],
    tags: [],
    from: null,
    before: null,
    after: null,
    isSpam: false,
  };
  const text = typed.replace(/[“”„«»]/g, '"');
  for (const { 0: token, groups = {} } of text.matchAll(TOKEN)) {
    const { bare, minus = "", key = bare ?? "", quoted, plain = "" } = groups;
    const value = (quoted ?? plain).trim();
    const filter = minus ? undefined : FILTER_OF.get(key.toLowerCase());
    if (filter && (filter !== "is" || SPAM.includes(value.toLowerCase()))) {
      const problem = addFilter(query, filter, value);
      if (problem) return { problem };
      continue;
    }
    const literal = token.slice(minus.length).replaceAll('"', " ").trim();
    if (literal === "") continue;
    if (minus) query.excluded.push(literal);
    else query.terms.push({ text: literal, isPrefix: quoted === undefined && UNFINISHED.test(literal) });
  }
  return judge(query, /\s$/.test(text));
}

function judge(query: ParsedQuery, isLastDone: boolean): ParsedQuery | { problem: QueryProblem } {
  const { terms, excluded, departments, tags, from, before, after, isSpam } = query;
  if (terms.length + excluded.length > TERMS_MAX) return { problem: "tooManyTerms" };
  const isDated = before !== null || after !== null;
  const isFiltered = departments.length + tags.length > 0 || from !== null || isDated || isSpam;
  if (terms.length === 0 && excluded.length > 0) return { problem: "onlyExcluded" };
  if (terms.length === 0 && !isFiltered) return { problem: "blank" };
  // Only the last word can be unfinished.
  const last = terms.length - 1;
  return {
    ...query,
    terms: terms.map((term, index) => ({ ...term, isPrefix: term.isPrefix && index === last && !isLastDone })),
  };
}

function addFilter(query: ParsedQuery, filter: FilterName, value: string): QueryProblem | null {
  if (value === "") return "filterEmpty";
  if (filter === "department") query.departments.push(value);
  else if (filter === "tag") query.tags.push(value);
  else if (filter === "from") {
    const side = SIDES[value.toLowerCase()];
    query.from = side ? { side } : { name: value };
  } else if (filter === "is") query.isSpam = true;
  else {
    const day = parseDay(value);
    if (!day) return "filterDate";
    query[filter] = day;
  }
  return null;
}

/** `2026-11-30`, `30.11.2026`, `2026-11` or `2026` as its first day, `YYYY-MM-DD`; null for what is no day. */
export function parseDay(text: string): string | null {
  const numbers =
    /^(?<y>\d{4})(?:-(?<m>\d{1,2})(?:-(?<d>\d{1,2}))?)?$/.exec(text) ??
    /^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/.exec(text);
  if (!numbers?.groups) return null;
  const { y = "", m = "1", d = "1" } = numbers.groups;
  if (Number(y) < 1970) return null;
  const day = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  // February 30 would silently become March 2.
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}
