// Builds widget, pages and server, and knows when that is needed.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { bundle } from "./bundle.mjs";
import { Refusal, runNode, step } from "./exec.mjs";
import { sayWaiting } from "./install.mjs";
import { withLock } from "./lock.mjs";
import { inRoot, nextDir, serverBundle, sourcesHash } from "./project.mjs";

const WIDGET_SCRIPT = "scripts/build-widget.mjs";
/** Each says of which sources its half of the build is. */
const stamps = () => [inRoot(nextDir(), "foyer-sources"), inRoot("dist/foyer-sources")];

export function isBuilt(hash = sourcesHash()) {
  const made = [inRoot(nextDir(), "BUILD_ID"), inRoot(serverBundle)];
  if (existsSync(inRoot(WIDGET_SCRIPT))) made.push(inRoot("public/embed/manifest.json"));
  if (!made.every((file) => existsSync(file))) return false;
  return stamps().every((file) => existsSync(file) && readFileSync(file, "utf8") === hash);
}

/** Builds when the sources are others than those of the last build. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await withLock(
    inRoot("dist/prepare.lock"),
    async () => {
      if (!isBuilt()) await step("Building (takes about half a minute)", () => buildAll({ quiet: true }));
    },
    { onWait: sayWaiting },
  );
}

export async function buildAll({ quiet }) {
  const hash = sourcesHash();
  mkdirSync(inRoot("dist"), { recursive: true });
  for (const stamp of stamps()) rmSync(stamp, { force: true });
  // The server first: it is quick, so mistakes there show at once.
  await bundle("server.ts", serverBundle);
  await buildWidget({ quiet });
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  await must(runNode(["node_modules/next/dist/bin/next", "build"], { quiet, env }), "The pages");
  for (const stamp of stamps()) writeFileSync(stamp, hash);
}

async function buildWidget({ quiet }) {
  if (!existsSync(inRoot(WIDGET_SCRIPT))) return;
  await must(runNode([inRoot(WIDGET_SCRIPT)], { quiet }), "The widget");
}

async function must(running, what) {
  if ((await running) !== 0) throw new Refusal(`${what} could not be built (see above).`);
}
