import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const published = readFileSync("public/embed/foyer.d.ts", "utf8");
const namesIn = (text: string) => [...text.matchAll(/"([a-z-]+)"/g)].map(([, name]) => name);

test("every command that pages may use is published with its types, and no other", () => {
  const source = readFileSync("widget/api/commands.ts", "utf8");
  const body = source.slice(source.lastIndexOf("  return {\n"));
  const made = [...body.matchAll(/^ {4}([a-z]+):/gm)].map(([, name]) => name);
  const commands = [...published.matchAll(/\(command: ([^,)]+)/g)].flatMap(([, names = ""]) => namesIn(names));
  // The loader's own line asks for these.
  const internal = ["proactive"];
  expect([...commands, ...internal].sort()).toEqual([...new Set(made)].sort());
});

test("every event that pages may hear of is published with its types, and no other", () => {
  const source = readFileSync("widget/api/events.ts", "utf8");
  const made = namesIn(/const EVENTS = \[([^\]]+)\]/.exec(source)?.[1] ?? "");
  const [, body = ""] = /interface FoyerEvents \{(.+?)\n\}/s.exec(published) ?? [];
  const events = [...body.matchAll(/^ {2}"?([a-z-]+)"?:/gm)].map(([, name]) => name);
  expect([...events, "identity-refused"].sort()).toEqual(made.sort());
});
