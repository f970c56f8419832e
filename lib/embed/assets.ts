import "server-only";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

/** Names of the built files in `public/embed/`, as scripts/build-widget.mjs writes them. */
export type WidgetAssets = { loader: string; script: string; styles: string };

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
  const { script, styles } = JSON.parse(manifest);
  cached = { assets: { loader, script, styles }, builtAt, checkedAt: now };
  return cached.assets;
}
