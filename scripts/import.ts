// `npm run import -- FILE [--dry-run] [--source=NAME] [--department=NAME] [--operator=E-MAIL]`: chats of another product
// (docs/import.md). The server may run on Postgres meanwhile; the embedded database wants it stopped.
import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { databaseHandle } from "@/db/client";
import { isStartupError } from "@/db/startup-error";
import { EnvError } from "@/lib/env";
import { importChats } from "@/lib/import/import-chats";
import { formatOf, readChats } from "@/lib/import/read-chats";

/** Problems that are printed one by one. */
const TOLD_MAX = 200;

class Refusal extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      source: { type: "string", default: "import" },
      department: { type: "string" },
      operator: { type: "string" },
    },
  });
  const [file] = positionals;
  if (!file || !existsSync(file)) throw new Refusal("Say which file: npm run import -- chats.json");
  const format = formatOf(file);
  if (!format) throw new Refusal(`${path.basename(file)}: the name ends in .json, .ndjson, .jsonl or .csv`);
  const { source, department, operator, "dry-run": isDry } = values;
  const handle = await databaseHandle();
  try {
    await handle.migrate();
    let told = 0;
    const { imported, known, refused } = await importChats(
      handle.db,
      readChats(format, createReadStream(file)),
      { source, isDry, ...(department && { department }), ...(operator && { operator }) },
      ({ line, message }) => {
        if (++told <= TOLD_MAX) console.error(`${format === "json" ? "chat" : "line"} ${line}: ${message}`);
      },
    );
    const what = isDry ? "would be imported" : "imported";
    console.log(`${imported} chats ${what}, ${known} were here already, ${refused} were left out.`);
    if (refused > 0) process.exitCode = 1;
  } finally {
    await handle.close();
  }
}

main().catch((error: unknown) => {
  const isExpected =
    error instanceof Refusal || error instanceof RangeError || isStartupError(error) || error instanceof EnvError;
  const isArgument = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  console.error(isExpected || isArgument ? (error as Error).message : error);
  process.exitCode = 1;
});
