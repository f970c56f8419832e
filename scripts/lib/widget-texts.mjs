// The texts of the widget's later parts: messages/<language>/widget-<part>.json becomes one module per part and language,
// <part>-<language>-HASH.js, so that a visitor loads one language and no bundle grows with the number of languages.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { transform } from "esbuild";
import { inRoot } from "./project.mjs";

/** A part's texts in one language: where they are written, and what the browser loads. @typedef {{ part: string, language: string, source: string, code: string }} Texts */

/** All texts in all languages. The hash is one for all of them: it stands once in the script that loads them. */
export async function widgetTexts() {
  const languages = [];
  for (const { name } of await readdir(inRoot("messages"), { withFileTypes: true })) languages.push(name);
  const parts = (await readdir(inRoot("messages/en"))).flatMap((file) => /^widget-(.+)\.json$/.exec(file)?.[1] ?? []);
  const sources = languages.flatMap((language) =>
    parts.map((part) => ({ part, language, source: inRoot("messages", language, `widget-${part}.json`) })),
  );
  /** @type {Texts[]} */
  const texts = await Promise.all(
    sources.map(async (each) => ({ ...each, code: await moduleOf(await readFile(each.source, "utf8")) })),
  );
  const hash = createHash("sha256");
  for (const { part, language, code } of texts) hash.update(`${part} ${language} ${code}\n`);
  const version = hash.digest("hex").slice(0, 8).toUpperCase();
  return { version, texts };
}

/** @param {string} json */
async function moduleOf(json) {
  const { code } = await transform(`export default ${json}`, { minify: true, charset: "utf8" });
  return code.trim();
}

/** Tells the script that loads the texts under which hash they are. @type {import("esbuild").Plugin} */
export const textsVersion = {
  name: "texts-version",
  setup(build) {
    build.onLoad({ filter: /widget.frame.texts-version\.ts$/ }, async () => {
      const { version, texts } = await widgetTexts();
      const watchFiles = texts.map(({ source }) => source);
      return { contents: `export const TEXTS_VERSION = "${version}";`, loader: "ts", watchFiles };
    });
  },
};
