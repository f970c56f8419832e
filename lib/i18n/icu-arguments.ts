/** `kind` is "" for a plain value, "tag" for rich text, else the ICU type: plural, select, number, date … */
export type IcuArgument = { name: string; kind: string };

/**
 * The arguments that an ICU message takes, sorted, each once, those inside branches too; so that two languages can be
 * compared. Reads messages that are well formed; whether they are, the formatter tells.
 */
export function icuArguments(message: string): IcuArgument[] {
  const found = new Map<string, IcuArgument>();
  readMessage(message, 0, (argument) => found.set(`${argument.name}:${argument.kind}`, argument));
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? []);
}

type Report = (argument: IcuArgument) => void;

/** Reads from `start` up to the brace that ends the message, and returns where that is. */
function readMessage(text: string, start: number, report: Report): number {
  let at = start;
  while (at < text.length && text[at] !== "}") {
    const tag = /^<(\w+)>/.exec(text.slice(at, at + 40))?.[1];
    if (tag !== undefined) report({ name: tag, kind: "tag" });
    if (text[at] === "'" && /[{}<]/.test(text[at + 1] ?? "")) at = endOfQuote(text, at);
    else at = text[at] === "{" ? readArgument(text, at, report) : at + 1;
  }
  return at;
}

function endOfQuote(text: string, start: number): number {
  const end = text.indexOf("'", start + 1);
  return end < 0 ? text.length : end + 1;
}

/** Reads `{name}` or `{name, kind, style or branches}` and returns the place after it. */
function readArgument(text: string, start: number, report: Report): number {
  const [head = "{", name = "", kind = ""] = /^\{\s*(\w+)\s*(?:,\s*(\w+))?/.exec(text.slice(start)) ?? [];
  report({ name, kind });
  let at = start + head.length;
  while (at < text.length && text[at] !== "}") at = text[at] === "{" ? readMessage(text, at + 1, report) + 1 : at + 1;
  return at + 1;
}
