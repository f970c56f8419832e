/** A part of a note; `isName`: somebody is named by it. */
export type NotePart = { text: string; isName: boolean };

/** What may stand right before the @ of a name: the beginning, white space, or an opening bracket or quote. */
const BEFORE_NAME = /(?:^|[\s([{<"'“„«])$/;
const BEHIND_NAME = /^(?![\p{L}\p{N}_])/u;

/** Longer names first, so that "Anna Petrova" is not read as "Anna". */
const byLength = (names: readonly string[]) => [...new Set(names)].sort((one, other) => other.length - one.length);

/** Cuts a text where it names somebody of `names` (`@Anna Petrova`); the parts joined are the text. */
export function noteParts(text: string, names: readonly string[]): NotePart[] {
  const parts: NotePart[] = [];
  const candidates = byLength(names);
  let done = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (at < done || !BEFORE_NAME.test(text.slice(Math.max(0, at - 1), at))) continue;
    const name = candidates.find(
      (one) => one !== "" && text.startsWith(one, at + 1) && BEHIND_NAME.test(text.slice(at + 1 + one.length)),
    );
    if (name === undefined) continue;
    if (at > done) parts.push({ text: text.slice(done, at), isName: false });
    done = at + 1 + name.length;
    parts.push({ text: text.slice(at, done), isName: true });
  }
  if (done < text.length || parts.length === 0) parts.push({ text: text.slice(done), isName: false });
  return parts;
}

type Person = { id: string; name: string };

/** Ids of those whom a text names. Two of one name are both meant: neither can be told from the other. */
export function namedIds(text: string, people: readonly Person[]): string[] {
  const found = new Set(
    noteParts(
      text,
      people.map(({ name }) => name),
    ).flatMap((part) => (part.isName ? [part.text.slice(1)] : [])),
  );
  return people.filter(({ name }) => found.has(name)).map(({ id }) => id);
}

/** Characters behind an @ that may still be the beginning of a name. */
const QUERY_MAX = 40;

/** The name that is being typed at the caret: where its @ stands, and what follows it. Null while none is. */
export function nameAtCaret(text: string, caret: number): { from: number; query: string } | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf("@");
  if (from < 0 || !BEFORE_NAME.test(before.slice(Math.max(0, from - 1), from))) return null;
  const query = before.slice(from + 1);
  // Names have spaces, but not two in a row, and none at their beginning.
  return query.length > QUERY_MAX || /[\n@]|^\s|\s\s/.test(query) ? null : { from, query };
}
