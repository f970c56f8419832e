import { createHash } from "node:crypto";
import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { openDatabase } from "@/db/open-database";

const CACHE = resolve("node_modules/.cache/foyer");
/** What the template depends on: other tables, another database or another way to make it is another template. */
const SOURCES = [
  "db/migrations",
  "db/embedded/creator.mjs",
  "db/embedded/durable.mjs",
  "node_modules/@electric-sql/pglite/package.json",
];

/** The folder of an empty, migrated embedded database that is closed; made at first use and kept until it is outdated. */
export async function embeddedTemplate(): Promise<string> {
  const name = `template-${hashOf(SOURCES)}`;
  const template = join(CACHE, name);
  if (existsSync(template)) return template;
  mkdirSync(CACHE, { recursive: true });
  for (const outdated of readdirSync(CACHE)) {
    if (outdated.startsWith("template-")) rmSync(join(CACHE, outdated), { recursive: true, force: true });
  }
  const unfinished = join(CACHE, `unfinished-${process.pid}`);
  const handle = await openDatabase({ kind: "embedded", dataDir: unfinished });
  await handle.migrate();
  await handle.close();
  // Another run may have been faster.
  if (existsSync(template)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, template);
  return template;
}

/** Makes `dataDir` a copy of the template. */
export function copyTemplate(template: string, dataDir: string): void {
  cpSync(template, dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

function hashOf(paths: string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesOf).sort()) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
}
