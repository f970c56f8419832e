import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";

/** What a file says of one chat, unchecked, and the line on which it begins. `problem`: it cannot even be read. */
export type Found = { line: number; value: unknown } | { line: number; problem: string };

export type ImportFormat = "json" | "ndjson" | "csv";

/** By the name of the file. */
export function formatOf(file: string): ImportFormat | null {
  const ending = /\.(json|ndjson|jsonl|csv)$/i.exec(file)?.[1]?.toLowerCase();
  return ending === "jsonl" ? "ndjson" : ((ending as ImportFormat | undefined) ?? null);
}

const READERS = { json: readArray, ndjson: readLines, csv: readTable };

/** The chats of a file in their order. Lines and tables are read piece by piece, an array as a whole. */
export const readChats = (format: ImportFormat, source: Readable): AsyncGenerator<Found> => READERS[format](source);

async function* readLines(source: Readable): AsyncGenerator<Found> {
  let line = 0;
  for await (const text of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    const json = line === 1 ? text.replace(/^\ufeff/, "") : text;
    if (json.trim() !== "") yield { line, ...parsed(json) };
  }
}

async function* readArray(source: Readable): AsyncGenerator<Found> {
  source.setEncoding("utf8");
  let text = "";
  for await (const chunk of source) text += chunk;
  const whole = parsed(text.replace(/^\ufeff/, ""));
  if ("problem" in whole) yield { line: 1, problem: whole.problem };
  else if (!Array.isArray(whole.value)) yield { line: 1, problem: "a JSON file holds one array of chats" };
  // The number of the chat: an array does not tell its lines.
  else for (const [index, value] of whole.value.entries()) yield { line: index + 1, value };
}

function parsed(text: string): { value: unknown } | { problem: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { problem: `no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

type Row = Record<string, string>;
const NEEDED = ["chat_id", "from", "at", "text"];

/** One row for each message; rows of one chat stand together, and what is said of the chat stands in the first of them. */
async function* readTable(source: Readable): AsyncGenerator<Found> {
  const parser = source.pipe(parse({ bom: true, columns: (names: string[]) => names.map(columnOf), info: true }));
  source.on("error", (error) => parser.destroy(error));
  let open: { line: number; rows: Row[] } | null = null;
  // The parser tells the line on which a row ends.
  let line = 2;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) {
      const missing = NEEDED.filter((name) => !(name in record));
      if (missing.length > 0) return yield { line: 1, problem: `no column ${missing.join(", ")}` };
      if (open && open.rows[0]?.chat_id !== record.chat_id) {
        yield { line: open.line, value: chatOf(open.rows) };
        open = null;
      }
      open ??= { line, rows: [] };
      open.rows.push(record);
      line = info.lines + 1;
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return yield { line: Number(error.lines ?? 1), problem: `no CSV: ${error.message}` };
  }
  if (open) yield { line: open.line, value: chatOf(open.rows) };
}

const columnOf = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

function chatOf(rows: readonly Row[]): unknown {
  const [first = {}] = rows;
  const of = (name: string) => first[name] || undefined;
  return {
    id: first.chat_id,
    department: of("department"),
    visitor: { name: first.visitor_name ?? "", email: of("visitor_email"), phone: of("visitor_phone") },
    operator: of("operator"),
    startedAt: of("started_at"),
    closedAt: of("closed_at"),
    rating: of("rating") === undefined ? undefined : Number(first.rating),
    ratingComment: first.rating_comment ?? "",
    tags: (first.tags ?? "").split(";").filter((tag) => tag.trim() !== ""),
    messages: rows.map(({ from, operator_email, at, text }) => ({ from, operator: operator_email ?? "", at, text })),
  };
}
