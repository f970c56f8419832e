// Builds the widget from widget/ into public/embed/ (or --out DIR): loader.js, the frame's hashed script and style sheet,
// what it loads later, manifest.json with their names, and a .br and .gz beside each. --watch rebuilds on change.
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build, context } from "esbuild";
import { mergeEntry } from "./lib/merge-entry.mjs";
import { pusherAlias, pusherDefine, pusherSources } from "./lib/pusher-sources.mjs";
import { oneFirstFile, stylesInScript, submitInBoth, TARGET } from "./lib/widget-plugins.mjs";
import { textsVersion, widgetTexts } from "./lib/widget-texts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const FIRST = "widget/frame/main.tsx";
const CHAT = "widget/frame/chat/chat-room.tsx";
const OFFLINE = "widget/frame/offline/offline-desk.tsx";
const ENDED = "widget/frame/ended/ended.tsx";
const WAITING = "widget/frame/waiting/waiting-panels.tsx";
const EMOJI = "widget/frame/emoji/emoji.tsx";
const FIELDS = "widget/frame/fields/fields.tsx";
const PREVIEW = "widget/frame/preview/preview.ts";
const REALTIME = "widget/frame/chat/realtime.ts";

/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: TARGET,
  legalComments: "none",
  logLevel: "warning",
  write: false,
  tsconfig: path.join(root, "widget/tsconfig.json"),
};

/** @param {string} out @param {string} later what the loader asks for once somebody did something */
const loader = (out, later) => ({
  ...shared,
  entryPoints: { loader: "widget/loader.ts" },
  format: /** @type {const} */ ("esm"),
  charset: /** @type {const} */ ("utf8"),
  define: { __FOYER_LATER__: JSON.stringify(later) },
  outdir: out,
});

/** What the loader's side of the widget loads on use. @param {string} out */
const host = (out) => ({
  ...shared,
  entryPoints: { later: "widget/api/later.ts" },
  format: /** @type {const} */ ("esm"),
  splitting: true,
  charset: /** @type {const} */ ("utf8"),
  entryNames: "[name]-[hash]",
  chunkNames: "api-[hash]",
  outdir: out,
});

/** The name of the file that the loader loads then. @param {import("esbuild").BuildResult} result */
function laterOf({ outputFiles = [] }) {
  const file = outputFiles.map((each) => path.basename(each.path)).find((name) => name.startsWith("later"));
  if (!file) throw new Error("The build made nothing of what the loader loads later");
  return file;
}

/** @param {string} out */
const frame = (out) => ({
  ...shared,
  entryPoints: { frame: FIRST, style: "widget/frame/frame.css", chat: CHAT, preview: PREVIEW },
  format: /** @type {const} */ ("esm"),
  splitting: true,
  metafile: true,
  jsx: /** @type {const} */ ("automatic"),
  jsxImportSource: "preact",
  charset: /** @type {const} */ ("utf8"),
  alias: pusherAlias,
  define: pusherDefine,
  plugins: [pusherSources, oneFirstFile, submitInBoth, stylesInScript, textsVersion],
  entryNames: "[name]-[hash]",
  chunkNames: "frame-[hash]",
  outdir: out,
});

/**
 * Names for the server and for the budget: what the first view loads, what a chat, an offline form and realtime add.
 * @param {import("esbuild").BuildResult<{ metafile: true }>} result
 */
function manifestOf(result) {
  const { outputs } = result.metafile;
  /** @param {string} source */
  const find = (source) => {
    const found = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === source);
    if (!found) throw new Error(`The build made nothing of ${source}`);
    return found;
  };
  /** A file and what it imports at once. @param {string} file @returns {string[]} */
  const withImports = (file) => [
    file,
    ...(outputs[file]?.imports ?? [])
      .filter(({ kind }) => kind === "import-statement")
      .flatMap((each) => withImports(each.path)),
  ];
  const names = /** @param {string[]} files */ (files) => [...new Set(files.map((file) => path.basename(file)))];
  // The file that holds main runs it when it loads; the entry itself would only import that file.
  const [main = ""] = withImports(find(FIRST)).filter((file) => FIRST in (outputs[file]?.inputs ?? {}));
  const first = names(withImports(main));
  /** What a source loads beyond the first view. @param {string} source */
  const later = (source) => names(withImports(find(source))).filter((name) => !first.includes(name));
  const chat = later(CHAT);
  const [styles = ""] = names([find("widget/frame/frame.css")]);
  /** Everything that can be asked for, at once or later. @param {string[]} found @param {string} file @returns {string[]} */
  const reach = (found, file) =>
    found.includes(file)
      ? found
      : (outputs[file]?.imports ?? []).map((each) => each.path).reduce(reach, [...found, file]);
  const [script = "", ...others] = first;
  if (!script || others.length > 0 || !styles)
    throw new Error(`The first view is no single script: ${first.join(", ")}`);
  return {
    script,
    styles,
    chat,
    ended: later(ENDED).filter((name) => !chat.includes(name)),
    waiting: later(WAITING).filter((name) => !chat.includes(name)),
    emoji: later(EMOJI).filter((name) => !chat.includes(name)),
    offline: later(OFFLINE),
    realtime: later(REALTIME),
    fields: later(FIELDS),
    preview: names([find(PREVIEW)])[0] ?? "",
    /** These with what is loaded on use alone. */
    all: names(reach([], main)),
  };
}

/**
 * Writes a file and its compressed twins, each in one step, so that a server never reads half a file.
 * @param {string} file @param {string | Uint8Array} contents
 */
async function put(file, contents) {
  const bytes = Buffer.from(contents);
  const twins = [
    [file, bytes],
    [`${file}.gz`, await promisify(gzip)(bytes, { level: 9 })],
    [`${file}.br`, await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })],
  ];
  for (const [name, data] of twins) {
    await writeFile(`${name}.part`, data);
    await rename(`${name}.part`, String(name));
  }
}

/**
 * @param {string} out
 * @param {import("esbuild").BuildResult[]} hostResults of the loader, and of what it loads later
 * @param {import("esbuild").BuildResult<{ metafile: true }>} frameResult
 */
async function write(out, hostResults, frameResult) {
  await mkdir(out, { recursive: true });
  const { version, texts } = await widgetTexts();
  const nameOf = (/** @type {{ part: string, language: string }} */ { part, language }) =>
    `${part}-${language}-${version}.js`;
  const parts = manifestOf(frameResult);
  const chatEntry = parts.chat.find((name) => name.startsWith("chat-")) ?? "";
  const frameFiles = mergeEntry(frameResult.outputFiles ?? [], chatEntry);
  const there = new Set(frameFiles.map((file) => path.basename(file.path)));
  const manifest = {
    ...parts,
    chat: parts.chat.filter((name) => there.has(name)),
    all: parts.all.filter((name) => there.has(name)),
    textsVersion: version,
  };
  const ofHost = hostResults.flatMap(({ outputFiles }) => outputFiles ?? []);
  const ofFrame = new Set(Object.values(manifest).flat());
  const files = [...ofHost, ...frameFiles.filter((file) => ofFrame.has(path.basename(file.path)))];
  const named = new Set([...files.map((file) => path.basename(file.path)), ...texts.map(nameOf)]);
  // Texts before the script that asks for them, and the manifest, which is what a server goes by, last.
  for (const each of texts) await put(path.join(out, nameOf(each)), each.code);
  for (const file of files) await put(path.join(out, path.basename(file.path)), file.contents);
  await put(path.join(out, "manifest.json"), JSON.stringify(manifest));
  return named;
}

/** Removes hashed files of earlier builds. @param {string} out @param {Set<string>} keep */
async function sweep(out, keep) {
  for (const name of await readdir(out)) {
    const plain = name.replace(/\.(gz|br)$/, "");
    if (/^[\w-]+-[A-Z0-9]{8}\.(js|css)$/.test(plain) && !keep.has(plain)) await rm(path.join(out, name));
  }
}

/** @param {string} out folder to write to */
export async function buildWidget(out = path.join(root, "public/embed")) {
  const [hostResult, frameResult] = await Promise.all([build(host(out)), build(frame(out))]);
  const loaderResult = await build(loader(out, laterOf(hostResult)));
  await sweep(out, await write(out, [hostResult, loaderResult], frameResult));
}

async function watchWidget(out = path.join(root, "public/embed")) {
  /** @type {import("esbuild").BuildResult | undefined} */
  let lastHost;
  /** @type {import("esbuild").BuildResult | undefined} */
  let lastLoader;
  /** @type {import("esbuild").BuildResult<{ metafile: true }> | undefined} */
  let lastFrame;
  let writing = Promise.resolve();
  const flush = () => {
    writing = writing.then(async () => {
      if (lastHost && lastLoader && lastFrame) await write(out, [lastHost, lastLoader], lastFrame);
    });
    return writing;
  };
  /** @param {(result: any) => void} take */
  const after = (take) => ({
    name: "write",
    /** @param {import("esbuild").PluginBuild} build */
    setup: (build) => {
      build.onEnd(async (result) => {
        if (result.errors.length === 0) {
          take(result);
          await flush();
        }
      });
    },
  });
  // Under one name for as long as it is worked on: the loader needs no building for a change of what it loads.
  const plainHost = { ...host(out), entryNames: "[name]", plugins: [after((result) => (lastHost = result))] };
  const contexts = [
    await context(plainHost),
    await context({ ...loader(out, "later.js"), plugins: [after((result) => (lastLoader = result))] }),
    await context({ ...frame(out), plugins: [...frame(out).plugins, after((result) => (lastFrame = result))] }),
  ];
  await Promise.all(contexts.map((each) => each.watch()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf("--out");
  const out = at > 0 && process.argv[at + 1] ? path.resolve(String(process.argv[at + 1])) : undefined;
  if (process.argv.includes("--watch")) await watchWidget(out);
  else await buildWidget(out);
}
