// Brings node_modules in line with package-lock.json.
import { existsSync, readFileSync } from "node:fs";
import { Refusal, runNpm, step } from "./exec.mjs";
import { withLock } from "./lock.mjs";
import { inRoot } from "./project.mjs";

/**
 * Installs what is missing. `dev` asks for the tools of development too; without it, whatever npm takes by itself
 * (NODE_ENV=production leaves them out) is enough.
 */
export async function ensureInstalled({ dev = false } = {}) {
  if (isInstalled({ dev })) return;
  await withLock(inRoot("dist/prepare.lock"), () => install(dev), { onWait: sayWaiting });
}

export const sayWaiting = () => console.log("  Another start is preparing this folder; waiting for it ...");

async function install(dev) {
  if (isInstalled({ dev })) return; // the other one did it
  const args = ["ci", "--no-fund", "--no-audit", ...(dev ? ["--include=dev"] : [])];
  await step("Installing packages (npm ci; takes about a minute)", async () => {
    if ((await runNpm(args, { quiet: true })) !== 0) {
      throw new Refusal("The packages could not be installed (see above). Check the network, then run this again.");
    }
  });
}

/**
 * True when node_modules holds every package of package-lock.json in its version. npm notes what it installed as its
 * last step, so a broken installation has no note, and one made by hand counts.
 */
export function isInstalled({ dev }) {
  const note = inRoot("node_modules/.package-lock.json");
  if (!existsSync(note)) return false;
  return holdsAll(readPackages(inRoot("package-lock.json")), readPackages(note), { dev });
}

const readPackages = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** Optional packages are for other platforms, or rightly missing. */
export function holdsAll(wanted, installed, { dev }) {
  return Object.entries(wanted).every(
    ([place, { version, link, optional, devOptional, dev: isDev }]) =>
      place === "" || link || optional || devOptional || (isDev && !dev) || installed[place]?.version === version,
  );
}
