import { type SQL, sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { OperatorActor } from "@/lib/context";
import type { SearchQuery } from "./schemas";
import { anywhere, digitsOf, holding, type Terms } from "./terms";

/**
 * Where something can be found: rows that belong to a chat. `inChat` is their condition for who has the chat already and
 * must not ask an index about all others. `anywhere` gives queries whose `id`s are together all chats that have such a row,
 * or all of those that began at `since` or later, and others.
 */
export type Place = { table: SQL; chatId: SQL; inChat: SQL; anywhere(since?: string): SQL[] };

/** A search as conditions in SQL. */
export type Conditions = {
  /** A chat is found when one of them has a row; with none every chat is that passes `chat`. */
  places: Place[];
  /** What entries of a known chat are shown as found, of `chat_events` as `e`; null: none are. */
  entry: SQL | null;
  /** What a chat itself must be, by the name that the statement gives it. */
  chat(name: SQL): SQL[];
};

export function conditionsOf(actor: OperatorActor, { q, zone }: SearchQuery, terms: Terms): Conditions {
  const after = q.after && instantOf(q.after, zone);
  const before = q.before && instantOf(q.before, zone);
  const hasTerms = q.terms.length > 0;
  const named = terms.from === null ? null : anywhere(terms.from);
  const written = (at: SQL) => [
    ...(after ? [sql`${at} >= ${after}::timestamptz`] : []),
    ...(before ? [sql`${at} < ${before}::timestamptz`] : []),
  ];
  const entry = terms.words === null ? null : entryPlace(terms.words, written, senderOf(actor, q.from, named));
  const begun = (name: SQL) => (before ? [sql`${name}.created_at < ${before}::timestamptz`] : []);
  const duringChat = (name: SQL) => [
    ...begun(name),
    ...(after ? [sql`coalesce(${name}.last_message_at, ${name}.created_at) >= ${after}::timestamptz`] : []),
  ];
  const inDepartments = terms.departments.map((name) => sql`search_fold(name) like ${anywhere(name)}`);
  const departments = inDepartments.length > 0 && sql`(select id from departments where ${any(inDepartments)})`;
  const chat = (name: SQL) => [
    // In these words, which are those of `chats_begun_idx` and `chats_spam_idx`.
    q.isSpam ? sql`${name}.spam_at is not null` : sql`${name}.spam_at is null`,
    ...terms.tags.map((tag) => sql`${name}.id in (select g.chat_id from chat_tags g where ${isTagged([tag])})`),
    ...(departments ? [sql`${name}.department_id in ${departments}`] : []),
    // No entry is older than its chat: so the newest chats that are looked through are those that can have it.
    ...(hasTerms ? begun(name) : duringChat(name)),
  ];
  const places: Place[] = entry ? [entry] : [];
  if (hasTerms && q.from === null) {
    places.push(contactPlace(contactsOf(terms), duringChat), tagPlace(terms.contacts, duringChat));
  }
  if (!hasTerms && named !== null) {
    places.push(
      contactPlace([sql`t.terms like ${named}`], () => []),
      ownerPlace(operatorsNamed(named)),
    );
  }
  if (!hasTerms && q.from && "side" in q.from && q.from.side === "me") {
    places.push(ownerPlace(sql`(${actor.operatorId}::uuid)`));
  }
  return { places, entry: entry?.inChat ?? null, chat };
}

/** As `similar_contacts` has it. */
const SIMILARITY = 0.45;

/**
 * Visitors whose names look like what was typed, without those that have it in them; null where a term is no name, or
 * nothing but a name was asked for.
 */
export function similarTo({ q }: SearchQuery, terms: Terms): Conditions["places"] | null {
  const isName = (term: string) => /^\p{L}{4,}$/u.test(term);
  if (q.from || terms.contacts.length === 0 || !terms.contacts.every(isName)) return null;
  // The first one is what the index is asked for: the longest is like the fewest.
  const names = terms.contacts.toSorted((one, other) => other.length - one.length);
  const unlike = names.map((name) => sql`word_similarity(${name}::text, t.terms) < ${SIMILARITY}::float8`);
  const [words, literally] = [textArray(names), textArray(names.map(holding))];
  return [
    {
      table: sql`contact_terms t`,
      chatId: sql`t.chat_id`,
      inChat: sql`not t.terms like all (${literally}) and not (${any(unlike)})`,
      anywhere: () => [sql`select similar_contacts(${words}, ${literally}) as id`],
    },
  ];
}

const textArray = (texts: readonly string[]) =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;

function entryPlace(words: string, written: (at: SQL) => SQL[], sender: Sender): Place {
  const found = [sql`e.words @@ ${words}::tsquery`, ...written(sql`e.created_at`)];
  // No index has these expressions.
  const here = [sql`coalesce(e.words, '') @@ ${words}::tsquery`, ...written(sql`e.created_at + interval '0'`)];
  return {
    table: sql`chat_events e`,
    chatId: sql`e.chat_id`,
    inChat: all([...here, sender.inChat]),
    anywhere: (since) => {
      // No entry is older than its chat.
      const recent = since ? [sql`e.created_at >= ${since}::timestamptz`] : [];
      return sender.anywhere.map(
        (who) => sql`select e.chat_id as id from chat_events e where ${all([...found, ...recent, who])}`,
      );
    },
  };
}

/** Who wrote the entry `e`, as conditions: one for `inChat`, and those that are one after the other asked `anywhere`. */
type Sender = { inChat: SQL; anywhere: SQL[] };

function senderOf(actor: OperatorActor, from: SearchQuery["q"]["from"], named: string | null): Sender {
  if (named !== null) {
    const operator = sql`e.sender_type = 'operator' and e.sender_id in ${operatorsNamed(named)}`;
    // Two ways to ask for the same: here Postgres would read all names that match, and there each entry's.
    const visitor = sql`e.sender_type = 'visitor'
      and (select true from contact_terms s where s.chat_id = e.chat_id and s.terms like ${named} limit 1)`;
    const visitors = sql`e.sender_type = 'visitor'
      and e.chat_id in (select s.chat_id from contact_terms s where s.terms like ${named})`;
    return { inChat: sql`(${operator} or ${visitor})`, anywhere: [operator, visitors] };
  }
  const same = (condition: SQL): Sender => ({ inChat: condition, anywhere: [condition] });
  if (!from || !("side" in from)) return same(sql`true`);
  if (from.side !== "me") return same(sql`e.sender_type = ${from.side}`);
  const me = (sender: SQL) => sql`e.sender_type = 'operator' and ${sender} = ${actor.operatorId}::uuid`;
  // The first expression has no index: here Postgres would read all entries of mine for each chat.
  return { inChat: me(sql`coalesce(e.sender_id, e.chat_id)`), anywhere: [me(sql`e.sender_id`)] };
}

const operatorsNamed = (pattern: string) => sql`(select id from operators where search_fold(name) like ${pattern})`;

const place = (table: SQL, chatId: SQL, where: SQL): Place => ({
  table,
  chatId,
  inChat: where,
  anywhere: () => [sql`select ${chatId} as id from ${table} where ${where}`],
});

const ownerPlace = (ids: SQL): Place => place(sql`chats o`, sql`o.id`, sql`o.operator_id in ${ids}`);

type DuringChat = (name: SQL) => SQL[];

const contactPlace = (conditions: readonly SQL[], during: DuringChat) =>
  place(sql`contact_terms t`, sql`t.chat_id`, all([...conditions, ...ofChat(sql`t.chat_id`, during)]));

const tagPlace = (parts: readonly string[], during: DuringChat) =>
  place(sql`chat_tags g`, sql`g.chat_id`, all([isTagged(parts), ...ofChat(sql`g.chat_id`, during)]));

function ofChat(chatId: SQL, during: DuringChat): SQL[] {
  const conditions = during(sql`v`);
  return conditions.length > 0 ? [sql`exists (select from chats v where v.id = ${chatId} and ${all(conditions)})`] : [];
}

/** One tag, `g`, with all of these in its name. */
const isTagged = (parts: readonly string[]) =>
  sql`g.tag_id in (select id from tags where ${all(parts.map((part) => sql`search_fold(name) like ${anywhere(part)}`))})`;

const contactsOf = ({ contacts, excluded }: Terms): SQL[] => [
  ...contacts.map((term) => {
    const digits = digitsOf(term);
    const literally = sql`t.terms like ${holding(term)}`;
    return digits === null ? literally : sql`(${literally} or t.terms like ${holding(digits)})`;
  }),
  ...excluded.map((term) => sql`t.terms not like ${holding(term)}`),
];

const all = (conditions: readonly SQL[]) => sql.join([...conditions], sql` and `);
const any = (conditions: readonly SQL[]) => sql.join([...conditions], sql` or `);

/** When a day begins in a time zone, ISO 8601. */
const instantOf = (day: string, zone: string) =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString();
