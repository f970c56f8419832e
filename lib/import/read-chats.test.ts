import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { type Found, formatOf, type ImportFormat, readChats } from "./read-chats";

async function read(format: ImportFormat, text: string): Promise<Found[]> {
  const found: Found[] = [];
  // In small pieces, as a disk gives it.
  const pieces = Array.from({ length: Math.ceil(text.length / 7) }, (_, i) => text.slice(i * 7, i * 7 + 7));
  for await (const one of readChats(format, Readable.from(pieces.map((piece) => Buffer.from(piece))))) found.push(one);
  return found;
}

test("the name of a file says what is in it", () => {
  expect(["a.json", "b.NDJSON", "c.jsonl", "d.csv", "e.xlsx", "json"].map(formatOf)).toEqual([
    "json",
    "ndjson",
    "ndjson",
    "csv",
    null,
    null,
  ]);
});

describe("lines of JSON", () => {
  test("are chats with the numbers of their lines; empty lines are none, and a broken one breaks no other", async () => {
    expect(await read("ndjson", '\ufeff{"id":1}\r\n\n{broken\n{"id":2}')).toEqual([
      { line: 1, value: { id: 1 } },
      { line: 3, problem: expect.stringContaining("no JSON") },
      { line: 4, value: { id: 2 } },
    ]);
  });
});

describe("an array", () => {
  test("is told by number", async () => {
    expect(await read("json", '[{"id":"a"}, {"id":"b"}]')).toEqual([
      { line: 1, value: { id: "a" } },
      { line: 2, value: { id: "b" } },
    ]);
  });

  test.each(['{"id":1}', "[", ""])("is what a file must hold: %j", async (text) => {
    expect(await read("json", text)).toEqual([{ line: 1, problem: expect.any(String) }]);
  });
});

describe("a table", () => {
  test("has one row for each message, and what is said of the chat in the first of them", async () => {
    const table = [
      "Chat ID,department,visitor_name,from,operator_email,at,text,tags,rating",
      '7,Sales,Vera,visitor,,2025-01-01T10:00:00Z,"Hello, ""you""\nthere",VIP; Paris ,4',
      "7,,,operator,anna@example.com,2025-01-01T10:01:00Z,Hi,,",
      "8,Sales,,visitor,,2025-01-02T10:00:00Z,=1+1,,",
    ].join("\r\n");
    const found = await read("csv", table);
    expect(found).toEqual([
      {
        line: 2,
        value: expect.objectContaining({
          id: "7",
          department: "Sales",
          rating: 4,
          tags: ["VIP", " Paris "],
          messages: [
            { from: "visitor", operator: "", at: "2025-01-01T10:00:00Z", text: 'Hello, "you"\nthere' },
            { from: "operator", operator: "anna@example.com", at: "2025-01-01T10:01:00Z", text: "Hi" },
          ],
        }),
      },
      { line: expect.any(Number), value: expect.objectContaining({ id: "8" }) },
    ]);
  });

  test.each([
    ["id,text\n1,Hello", "no column chat_id, from, at"],
    ['chat_id,from,at,text\n1,visitor,"', "no CSV"],
    ["chat_id,from,at,text\n1,visitor", "no CSV"],
  ])("says what it lacks: %j", async (text, problem) => {
    expect((await read("csv", text)).at(-1)).toEqual({
      line: expect.any(Number),
      problem: expect.stringContaining(problem),
    });
  });
});
