import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The routes of the widget answer with its built files; a fresh checkout has none yet. */
export function ensureWidget(): void {
  if (existsSync("public/embed/manifest.json")) return;
  execFileSync(process.execPath, ["scripts/build-widget.mjs"], { stdio: "pipe" });
}
