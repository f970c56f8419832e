// `npm run dev`: the product with pages that change as their sources do. Changes of server.ts need a restart.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { bundle } from "./lib/bundle.mjs";
import { releaseSignals, runMain } from "./lib/exec.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { importFile, inRoot, root } from "./lib/project.mjs";

runMain(async () => {
  process.chdir(root);
  await ensureInstalled({ dev: true });
  mkdirSync("dist", { recursive: true });
  await bundle("server.ts", "dist/dev-server.mjs");
  if (existsSync("scripts/build-widget.mjs")) watchWidget();
  process.env.NODE_ENV = "development";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  process.setSourceMapsEnabled(true);
  releaseSignals();
  await importFile("dist/dev-server.mjs");
});

function watchWidget() {
  const watcher = spawn(process.execPath, [inRoot("scripts/build-widget.mjs"), "--watch"], { stdio: "inherit" });
  process.once("exit", () => watcher.kill());
}
