/** What a reply may have in braces; it is filled in when the reply is put into an answer. */
export const REPLY_VARIABLES = [
  "visitor.name",
  "visitor.email",
  "operator.name",
  "department.name",
  "company.name",
  "page.title",
  "page.url",
] as const;
export type ReplyVariable = (typeof REPLY_VARIABLES)[number];
export type ReplyValues = Partial<Record<ReplyVariable, string | null>>;

/** Everything of this form is meant as a variable, also what is none of ours: a mistyped one must not be sent unseen. */
const VARIABLE = /\{([a-z]+\.[a-z]+)\}/gi;

const isKnown = (name: string): name is ReplyVariable => REPLY_VARIABLES.some((one) => one === name);

/**
 * Fills a reply in, once: what a value says is text, whatever stands in it. A variable that is unknown or has no value
 * stays as it is written, to be seen (`openVariables`).
 */
export const fillReply = (body: string, values: ReplyValues): string =>
  body.replace(VARIABLE, (written, name: string) => (isKnown(name) ? values[name]?.trim() || written : written));

/** What is still in braces in a text, each once. */
export const openVariables = (text: string): string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map(([written]) => written)),
];

/** What may stand right before the slash that opens the list. */
const BEFORE_SLASH = /(?:^|[\s([{<"'“„«])$/;
const QUERY_MAX = 40;

/** The reply that is being looked for at the caret: where its slash stands, and what follows. Null while none is. */
export function slashAtCaret(text: string, caret: number): { from: number; query: string } | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf("/");
  if (from < 0 || !BEFORE_SLASH.test(before.slice(Math.max(0, from - 1), from))) return null;
  const query = before.slice(from + 1);
  return query.length > QUERY_MAX || /\n|^\s|\s\s/.test(query) ? null : { from, query };
}
