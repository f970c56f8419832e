// `npm run check`: format, lint, boundaries and types. Runs all of them, so that one look shows everything.
import { existsSync } from "node:fs";
import { runMain, runNode, say } from "./lib/exec.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { inRoot } from "./lib/project.mjs";

const program = (name) => inRoot("node_modules", name);

runMain(async () => {
  await ensureInstalled({ dev: true });
  const env = { NEXT_TELEMETRY_DISABLED: "1" };
  const checks = [
    ["format, lint and boundaries", [program("@biomejs/biome/bin/biome"), "check", "."]],
    ["types of routes", [program("next/dist/bin/next"), "typegen"]],
    ["types", [program("typescript/bin/tsc"), "--noEmit"]],
  ];
  if (existsSync(inRoot("widget/tsconfig.json"))) {
    checks.push(["types of the widget", [program("typescript/bin/tsc"), "--noEmit", "-p", "widget"]]);
  }
  const failed = [];
  for (const [label, args] of checks) {
    say(`Checking ${label} ...`);
    if ((await runNode(args, { env })) !== 0) failed.push(label);
  }
  if (failed.length > 0) say(`Not right: ${failed.join(", ")}.`);
  process.exit(failed.length > 0 ? 1 : 0);
});
