// Builds the widget from widget/ into public/embed/ (or --out DIR): loader.js, the frame's hashed script, style sheet and
// lazily loaded realtime chunk, manifest.json with their names, and a .br and .gz beside each. --watch rebuilds on change.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build, context, transform } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

const pusher = path.join(root, "node_modules/pusher-js/src");
const pusherVersion = JSON.parse(
  await readFile(path.join(root, "node_modules/pusher-js/package.json"), "utf8"),
).version;
/** Parts of pusher-js that the widget never calls: encryption, HTTP sockets, sign-in, presence, statistics. */
const UNUSED =
  /core.(channels.encrypted_channel|channels.presence_channel|http.http_socket|user|timeline.timeline_sender)\.ts$/;

/** @type {import("esbuild").Plugin} */
const pusherSources = {
  name: "pusher-sources",
  setup(build) {
    // Beside pusher.ts lies a CommonJS wrapper of the same name, for which esbuild has a liking.
    build.onResolve({ filter: /^\.{1,2}\/pusher$/ }, () => ({ path: path.join(pusher, "core/pusher.ts") }));
    build.onLoad({ filter: /pusher-js.src.core.*\.ts$/ }, async ({ path: file }) => {
      if (UNUSED.test(file)) return { contents: "export default class {}" };
      // Written for a compiler that does not initialise fields which are declared without a value.
      const tsconfigRaw = { compilerOptions: { useDefineForClassFields: false } };
      return { contents: (await transform(await readFile(file, "utf8"), { loader: "ts", tsconfigRaw })).code };
    });
  },
};

/**
 * Gives the chat's file an import of all of the first view: the bundler then keeps what both need in one file instead of
 * cutting it in two, and every file costs a request and compresses apart.
 * @type {import("esbuild").Plugin}
 */
const oneFirstFile = {
  name: "one-first-file",
  setup(build) {
    build.onLoad({ filter: /chat-room\.tsx$/ }, async ({ path: file }) => ({
      contents: `import "./main";\n${await readFile(file, "utf8")}`,
      loader: "tsx",
    }));
  },
};

/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  // What evergreen browsers of the last three years run.
  target: ["chrome111", "firefox115", "safari16.4"],
  legalComments: "none",
  logLevel: "warning",
  write: false,
  tsconfig: path.join(root, "widget/tsconfig.json"),
};

/** @param {string} out */
const loader = (out) => ({
  ...shared,
  entryPoints: { loader: "widget/loader.ts" },
  format: /** @type {const} */ ("esm"),
  charset: /** @type {const} */ ("utf8"),
  outdir: out,
});

/** @param {string} out */
const frame = (out) => ({
  ...shared,
  entryPoints: { frame: "widget/frame/main.tsx", style: "widget/frame/frame.css", chat: "widget/frame/chat-room.tsx" },
  format: /** @type {const} */ ("esm"),
  splitting: true,
  metafile: true,
  jsx: /** @type {const} */ ("automatic"),
  jsxImportSource: "preact",
  charset: /** @type {const} */ ("utf8"),
  // See docs/decisions/003: pusher-js from its own sources, on a platform layer that knows WebSocket alone.
  alias: {
    "pusher-js": path.join(pusher, "core/pusher.ts"),
    core: path.join(pusher, "core"),
    runtime: path.join(root, "widget/pusher/runtime.js"),
  },
  define: {
    global: "globalThis",
    VERSION: JSON.stringify(pusherVersion),
    CDN_HTTP: '""',
    CDN_HTTPS: '""',
    DEPENDENCY_SUFFIX: '""',
  },
  plugins: [pusherSources, oneFirstFile],
  entryNames: "[name]-[hash]",
  chunkNames: "frame-[hash]",
  outdir: out,
});

/**
 * Names for the server and for the budget: what the first view loads, what a chat adds, what realtime adds.
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
  const [main = ""] = withImports(find("widget/frame/main.tsx")).filter(
    (file) => "widget/frame/main.tsx" in (outputs[file]?.inputs ?? {}),
  );
  const first = names(withImports(main));
  const chat = names(withImports(find("widget/frame/chat-room.tsx"))).filter((name) => !first.includes(name));
  const realtime = names(withImports(find("widget/frame/realtime.ts"))).filter((name) => !first.includes(name));
  const [styles = ""] = names([find("widget/frame/frame.css")]);
  const [script = "", ...others] = first;
  if (!script || others.length > 0 || !styles)
    throw new Error(`The first view is no single script: ${first.join(", ")}`);
  return { script, styles, chat, realtime };
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
 * @param {import("esbuild").BuildResult} loaderResult
 * @param {import("esbuild").BuildResult<{ metafile: true }>} frameResult
 */
async function write(out, loaderResult, frameResult) {
  await mkdir(out, { recursive: true });
  const manifest = manifestOf(frameResult);
  const named = new Set(["loader.js", manifest.script, manifest.styles, ...manifest.chat, ...manifest.realtime]);
  const files = [...(loaderResult.outputFiles ?? []), ...(frameResult.outputFiles ?? [])].filter((file) =>
    named.has(path.basename(file.path)),
  );
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
  const [loaderResult, frameResult] = await Promise.all([build(loader(out)), build(frame(out))]);
  await sweep(out, await write(out, loaderResult, frameResult));
}

async function watchWidget(out = path.join(root, "public/embed")) {
  /** @type {import("esbuild").BuildResult | undefined} */
  let lastLoader;
  /** @type {import("esbuild").BuildResult<{ metafile: true }> | undefined} */
  let lastFrame;
  let writing = Promise.resolve();
  const flush = () => {
    writing = writing.then(async () => {
      if (lastLoader && lastFrame) await write(out, lastLoader, lastFrame);
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
  const contexts = [
    await context({ ...loader(out), plugins: [after((result) => (lastLoader = result))] }),
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
