import "server-only";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

/** Names of the built files in `public/embed/`, as scripts/build-widget.mjs writes them. */
export type WidgetAssets = {
  loader: string;
  script: string;
  styles: string;
  /** In place of `script` in the preview of the page Appearance; it brings the script with it. */
  preview: string;
  /** What a form needs that asks something else than usual, or for consent. */
  fields: string[];
  /** Of the texts of all parts: `<part>-<language>-<version>.js`. */
  textsVersion: string;
};

const RECHECK_MS = 1000;
let cached: { assets: WidgetAssets; builtAt: number; checkedAt: number } | undefined;

/** The built widget; a new build is noticed within a second, so that an update of the widget needs no restart. */
export async function widgetAssets(dir = path.join(process.cwd(), "public", "embed")): Promise<WidgetAssets> {
  const now = Date.now();
  if (cached && now - cached.checkedAt < RECHECK_MS) return cached.assets;
  const manifestFile = path.join(dir, "manifest.json");
  const builtAt = (await stat(manifestFile)).mtimeMs;
  if (cached?.builtAt === builtAt) {
    cached.checkedAt = now;
    return cached.assets;
  }
  const [manifest, loader] = await Promise.all([
    readFile(manifestFile, "utf8"),
    readFile(path.join(dir, "loader.js"), "utf8"),
  ]);
  const { script, styles, preview, fields, textsVersion } = JSON.parse(manifest);
  cached = { assets: { loader, script, styles, preview, fields, textsVersion }, builtAt, checkedAt: now };
  return cached.assets;
}
