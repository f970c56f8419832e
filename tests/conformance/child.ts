import { type ChildProcess, spawn } from "node:child_process";

export type ChildOptions = { cwd: string; env?: Record<string, string>; timeoutMs?: number };
export type Finished = { code: number; output: string };

const children = new Set<ChildProcess>();
/** How long a program may take to end by itself. */
const GRACE_MS = 5_000;

/** Starts a program of Node's; `output()` gives what it has printed so far. */
export function startNode(args: string[], { cwd, env }: ChildOptions): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  child.once("close", () => children.delete(child));
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return { child, output: () => Buffer.concat(chunks).toString() };
}

/** Runs a program of Node's to its end. One that takes too long is ended, which counts as a failure. */
export function runNode(args: string[], options: ChildOptions): Promise<Finished> {
  const { child, output } = startNode(args, options);
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => end(child), options.timeoutMs);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output: output() });
    });
  });
}

/** Runs npm: the one that started us, else the one that lies next to Node. Throws with its output when it fails. */
export async function runNpm(args: string[], options: ChildOptions): Promise<string> {
  const { npm_execpath: npm = "" } = process.env;
  if (!/npm-cli\.[cm]?js$/.test(npm)) throw new Error("Start this by `npm run test:conformance`.");
  // A run script tells its children about its own package; this npm works elsewhere.
  const env = { npm_config_local_prefix: "", npm_config_yes: "true", npm_config_loglevel: "error" };
  const { code, output } = await runNode([npm, ...args], { ...options, env });
  if (code !== 0) throw new Error(`npm ${args[0]} failed:\n${output}`);
  return output;
}

/** Asks a program to end and makes sure that it does. */
export function end(child: ChildProcess): void {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
}

export function endChildren(signal: "SIGTERM" | "SIGKILL"): void {
  for (const child of children) child.kill(signal);
}
