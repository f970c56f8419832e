// `npm run build`: widget, pages and server, with all their output. `npm start` builds by itself when it must, and so does
// `node scripts/build.mjs --when-needed`.
import { buildAll, ensureBuilt } from "./lib/build.mjs";
import { runMain, say } from "./lib/exec.mjs";
import { ensureInstalled, sayWaiting } from "./lib/install.mjs";
import { withLock } from "./lib/lock.mjs";
import { inRoot } from "./lib/project.mjs";

runMain(async () => {
  await ensureInstalled();
  if (process.argv.includes("--when-needed")) return ensureBuilt();
  await withLock(inRoot("dist/prepare.lock"), () => buildAll({ quiet: false }), { onWait: sayWaiting });
  say("Built. `npm start` runs it.");
});
