// Runs other programs for the scripts, and talks to the person in front of the terminal.
import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { root } from "./project.mjs";

/** An expected failure: its message is all there is to say. */
export class Refusal extends Error {}

export const say = (line) => console.log(`  ${line}`);

/** Prints `label ...`, then how long `work` took. */
export async function step(label, work) {
  const startedAt = Date.now();
  say(`${label} ...`);
  const result = await work();
  say(`  done in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
  return result;
}

const children = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, endWithChildren);

/** Ends what this script has started and then the script; a server that takes over brings its own handlers. */
function endWithChildren(signal) {
  for (const child of children) child.kill(signal);
  process.exit(128 + constants.signals[signal]);
}

/** From here on signals are the business of what this process has become. */
export function releaseSignals() {
  for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, endWithChildren);
}

/**
 * Runs a program in the project's folder and gives its exit code. With `quiet` its output is kept back and printed only
 * when it fails; with `late` it is printed in one piece at the end, for what runs beside something else; `patient` lets
 * others have the processor first.
 */
export function run(command, args, { quiet = false, late = false, patient = false, env = {}, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet || late ? ["ignore", "pipe", "pipe"] : "inherit",
      shell,
    });
    children.add(child);
    if (patient && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.once("error", (error) => {
      children.delete(child);
      reject(new Refusal(`${command} cannot be run: ${error.message}`));
    });
    child.once("close", (code) => {
      children.delete(child);
      if (late || code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 1);
    });
  });
}

/** Runs a script or a package's program with the Node that runs us. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** Runs npm: the one that started us, else the one on the path. */
export function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  if (npm && /npm-cli\.[cm]?js$/.test(npm)) return runNode([npm, ...args], options);
  return run("npm", args, { ...options, shell: process.platform === "win32" });
}

/** Runs `main`; a refusal is printed as one line, anything else with its stack; both end with 1. */
export function runMain(main) {
  main().catch((error) => {
    console.error(error instanceof Refusal ? `\n  ${error.message}\n` : error);
    process.exit(1);
  });
}
