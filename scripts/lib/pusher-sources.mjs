// pusher-js from its own sources (docs/decisions/003), without the parts that the widget never calls.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { transform } from "esbuild";
import { inRoot } from "./project.mjs";

const folder = inRoot("node_modules/pusher-js/src");
const { version } = JSON.parse(await readFile(inRoot("node_modules/pusher-js/package.json"), "utf8"));

/** Encryption, HTTP sockets, sign-in, presence, statistics. */
const UNUSED =
  /core.(channels.encrypted_channel|channels.presence_channel|http.http_socket|user|timeline.timeline_sender)\.ts$/;
/** Of these the widget needs far less than the package gives; what takes their place lies in widget/pusher/. */
const REPLACED = [
  { file: /core.(logger|utils.url_store)\.ts$/, by: "silent.js" },
  { file: /core.timeline.timeline\.ts$/, by: "timeline.js" },
  { file: /core.config\.ts$/, by: "config.js" },
  { file: /core.defaults\.ts$/, by: "defaults.js" },
  { file: /core.errors\.ts$/, by: "errors.js" },
  { file: /core.utils.collections\.ts$/, by: "collections.js" },
];

/** What the sources expect to find around them: a platform layer, and values of the package's own build. */
export const pusherAlias = {
  "pusher-js": path.join(folder, "core/pusher.ts"),
  core: path.join(folder, "core"),
  runtime: inRoot("widget/pusher/runtime.js"),
};
export const pusherDefine = { global: "globalThis", VERSION: JSON.stringify(version) };

/** @type {import("esbuild").Plugin} */
export const pusherSources = {
  name: "pusher-sources",
  setup(build) {
    // Beside pusher.ts lies a CommonJS wrapper of the same name, for which esbuild has a liking.
    build.onResolve({ filter: /^\.{1,2}\/pusher$/ }, () => ({ path: pusherAlias["pusher-js"] }));
    build.onLoad({ filter: /pusher-js.src.core.*\.ts$/ }, async ({ path: file }) => {
      if (UNUSED.test(file)) return { contents: "export default class {}" };
      const replaced = REPLACED.find((each) => each.file.test(file));
      if (replaced) return { contents: await readFile(inRoot("widget/pusher", replaced.by), "utf8") };
      // Written for a compiler that does not initialise fields which are declared without a value.
      const tsconfigRaw = { compilerOptions: { useDefineForClassFields: false } };
      return { contents: (await transform(await readFile(file, "utf8"), { loader: "ts", tsconfigRaw })).code };
    });
  },
};
