import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { ParsedQuery, Term } from "./rules";

/** What is looked for, in the database's own words. */
export type Terms = {
  /** The query for `chat_events.words`, as text; null: there is no word that a message could have. */
  words: string | null;
  /** What must stand in `contact_terms`, folded: each term, and what must not. */
  contacts: string[];
  excluded: string[];
  /** Of filters. */
  from: string | null;
  departments: string[];
  tags: string[];
};

/** Has the database fold and stem what was typed: it alone knows its dictionaries. */
export async function readTerms(db: Db, { terms, excluded, from, departments, tags }: ParsedQuery): Promise<Terms> {
  const texts = [terms.map(({ text }) => text), excluded, from && "name" in from ? [from.name] : [], departments, tags];
  const [found] = await rows<{ words: string | null; folded: string[][] }>(
    db,
    sql`select ${wordsOf(terms, excluded)}::text as words, (
          select jsonb_agg((
              select coalesce(jsonb_agg(search_fold(text) order by place), '[]')
              from jsonb_array_elements_text(list) with ordinality t (text, place)) order by number)
          from jsonb_array_elements(${JSON.stringify(texts)}::jsonb) with ordinality l (list, number)) as folded`,
  );
  const [contacts = [], without = [], [name = null] = [], inDepartments = [], tagged = []] = found?.folded ?? [];
  return {
    words: found?.words || null,
    contacts,
    excluded: without,
    from: name,
    departments: inDepartments,
    tags: tagged,
  };
}

const hasWord = (text: string) => /[\p{L}\p{N}]/u.test(text);

function wordsOf(terms: readonly Term[], excluded: readonly string[]): SQL {
  const wanted = terms.filter(({ text }) => hasWord(text)).map(wordOf);
  if (wanted.length === 0) return sql`null`;
  const unwanted = excluded.filter(hasWord).map((text) => sql`!!${wordOf({ text, isPrefix: false })}`);
  return sql`(${sql.join([...wanted, ...unwanted], sql` && `)})`;
}

const wordOf = ({ text, isPrefix }: Term): SQL =>
  isPrefix ? beginningOf(text) : sql`phraseto_tsquery('foyer', search_words(${text}::text))`;

/**
 * What begins like the typed letters, or like their stem where that is another one: "easy" finds "easier" and "easyjet".
 * `search_words` leaves neither quotes nor backslashes, so whatever was typed stays inside of its quotes.
 */
const beginningOf = (text: string): SQL => sql`(
  select case when stem::text = letters::text then stem else stem || letters end
  from (select '''' || search_words(${text}::text) || ''':*' as typed) t,
    to_tsquery('foyer', typed) stem, to_tsquery('simple', typed) letters)`;

/** A pattern for what has `text` in it, whatever that is. */
export const anywhere = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The same for `contact_terms`: a text too short for trigrams only at the beginning of a word. */
export const holding = (text: string) => (text.length < 3 ? anywhere(` ${text}`) : anywhere(text));

/** The digits of what is nothing but a telephone number as people write it, else null. */
export function digitsOf(text: string): string | null {
  const digits = text.replace(/\D/g, "");
  return digits.length >= 3 && /^[\d\s()+./-]+$/.test(text) ? digits : null;
}
