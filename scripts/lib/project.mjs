// Where the project is and what belongs to it.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of the project: also from a bundle in `dist/`, which is nearer to it than this file. */
export const root = findRoot(path.dirname(fileURLToPath(import.meta.url)));
export const inRoot = (...parts) => path.join(root, ...parts);
/** Runs a module of ours by its path, which Windows takes as an address only. */
export const importFile = (file) => import(pathToFileURL(inRoot(file)).href);

function findRoot(folder) {
  const parent = path.dirname(folder);
  return existsSync(path.join(folder, "package.json")) || parent === folder ? folder : findRoot(parent);
}

/** Folder of Next's build, as next.config.ts takes it. */
export const nextDir = () => process.env.NEXT_DIST_DIR || ".next";
export const serverBundle = "dist/server.mjs";

/** Folders whose files end up in the build; a test fails when a new folder is in neither list. */
export const SOURCE_DIRS = ["app", "components", "db", "lib", "messages", "public", "scripts", "widget"];
export const OTHER_DIRS = ["bench", "docs", "tests"];
const SOURCE_FILE = /\.(ts|tsx|mjs|js|cjs|json|css)$/;
const NO_SOURCE = /\.(test|spec)\.tsx?$|(^|\/)(tsconfig\.tsbuildinfo|next-env\.d\.ts|biome\.json)$/;

/** Hash over every file that the build reads, by content: a checkout or a copy changes times without changing files. */
export function sourcesHash() {
  const hash = createHash("sha256");
  for (const file of sourceFiles()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(inRoot(file)))
      .update("\0");
  }
  return hash.digest("hex");
}

export function sourceFiles() {
  const top = readdirSync(root, { withFileTypes: true });
  const files = top.filter((entry) => entry.isFile() && SOURCE_FILE.test(entry.name)).map((entry) => entry.name);
  for (const dir of SOURCE_DIRS) if (existsSync(inRoot(dir))) files.push(...filesBelow(dir));
  return files.filter((file) => !NO_SOURCE.test(file)).sort();
}

/** public/embed is made by the build. */
function filesBelow(dir) {
  if (dir === "public/embed") return [];
  return readdirSync(inRoot(dir), { withFileTypes: true }).flatMap((entry) => {
    const file = `${dir}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(file) : entry.isFile() ? [file] : [];
  });
}
