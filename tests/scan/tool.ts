import { spawn } from "node:child_process";

/** What a scanner says of one target: how many parameters or pages it tried, null where it does not say, and what it found. */
export type Scanned = { target: string; tried: number | null; findings: string[] };

export class MissingTool extends Error {}

/** Runs a scanner to its end, or to `limitMs`; answers what it printed. @throws MissingTool */
export function runTool(command: string, args: readonly string[], limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const timer = setTimeout(() => child.kill("SIGTERM"), limitMs);
    child.once("error", (error) => {
      clearTimeout(timer);
      const isMissing = "code" in error && error.code === "ENOENT";
      reject(isMissing ? new MissingTool(`${command} is not here (Debian: apt-get install ${command})`) : error);
    });
    child.once("close", () => {
      clearTimeout(timer);
      resolve(output);
    });
  });
}
