// How the bundler is told which of the frame's sources go into which of its files.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { transform } from "esbuild";

/** What evergreen browsers of the last three years run. */
export const TARGET = ["chrome111", "firefox115", "safari16.4"];

/**
 * Gives the files that come later an import of all of the first view: the bundler then keeps what both need in one file
 * instead of cutting it in two, and every file costs a request and compresses apart.
 * @type {import("esbuild").Plugin}
 */
export const oneFirstFile = {
  name: "one-first-file",
  setup(build) {
    build.onLoad(
      {
        filter:
          /(chat-room|offline-desk|ended|waiting-panels|menu-items|host-commands|ring|fields|files|more|frame.emoji.emoji|frame.markup.markup|frame.typing.typing)\.tsx?$/,
      },
      async ({ path: file }) => ({
        // The end of a chat and what one can do while waiting come after all of the chat.
        contents: `import "${/(ended|files|waiting-panels|menu-items|ring|more|emoji|markup|typing)\.tsx?$/.test(file) ? "../chat/chat-room" : "../main"}";\n${await readFile(file, "utf8")}`,
        loader: "tsx",
      }),
    );
  },
};

/**
 * What sends a form stands in the chat's file and in that of the offline form: both need all of it, no visitor needs both
 * at once, and in a file of its own it would take twice the bytes and another request.
 * @type {import("esbuild").Plugin}
 */
export const submitInBoth = {
  name: "submit-in-both",
  setup(build) {
    build.onResolve(
      { filter: /^\.{1,2}\/([\w/]*submit\/)?(check-form|post)$/ },
      ({ path: name, importer, resolveDir, pluginData }) => {
        const part = pluginData?.part ?? (/frame.offline/.test(importer) ? "offline" : "chat");
        return { path: path.join(resolveDir, `${name}.ts`), suffix: `?${part}`, pluginData: { part } };
      },
    );
    build.onLoad({ filter: /frame.submit.[\w-]+\.ts$/ }, async ({ path: file, pluginData }) => ({
      contents: await readFile(file, "utf8"),
      loader: "ts",
      pluginData,
    }));
  },
};

/**
 * A style sheet that a script imports becomes a text in it: what only an open chat needs comes with the chat.
 * @type {import("esbuild").Plugin}
 */
export const stylesInScript = {
  name: "styles-in-script",
  setup(build) {
    build.onLoad(
      { filter: /(chat|emoji|ended|fields|files|markup|menu|more|typing|waiting)\.css$/ },
      async ({ path: file }) => {
        const { code } = await transform(await readFile(file, "utf8"), {
          loader: "css",
          minify: true,
          target: TARGET,
        });
        return { contents: code.trim(), loader: "text" };
      },
    );
  },
};
