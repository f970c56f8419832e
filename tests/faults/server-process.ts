import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const STARTS_MAX = 3;

/** What is started: a file of ours, as package.json starts it, and the path by which it says that it is there. */
export type Program = { args: string[]; healthPath: string };
export const SERVER: Program = { args: ["--v8-pool-size=1", "scripts/start.mjs"], healthPath: "/api/health" };
export const REALTIME: Program = { args: ["scripts/run.mjs", "scripts/realtime.ts"], healthPath: "/healthz" };

/** The built server, or another program, as a child process of ours, so that it can be killed for real. */
export class ServerProcess {
  readonly origin: string;
  private child: ChildProcess | null = null;
  private output = "";

  /** What it has printed last. */
  get printed(): string {
    return this.output;
  }

  /** Of the running process; 0 while there is none. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  private readonly env: Record<string, string>;
  private readonly program: Program;

  constructor(
    readonly port: number,
    env: Record<string, string>,
    program: Program = SERVER,
  ) {
    this.origin = `http://127.0.0.1:${port}`;
    this.program = program;
    // All visitors of a round come from this machine.
    const limits = { VISITOR_STARTS_PER_BROWSER: "0", VISITOR_STARTS_PER_ADDRESS: "0" };
    const own = { PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
    this.env = { ...limits, ...env, ...own };
  }

  /**
   * Starts it and waits until it answers. One that gives up, say because the database did not answer in time on a busy
   * machine, is started again, as whatever keeps a server running does it.
   */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const problem = await this.tryToStart();
      if (!problem) return;
      if (attempt === STARTS_MAX) throw new Error(problem);
      console.log(`  started once more: ${problem}`);
    }
  }

  private async tryToStart(): Promise<string | null> {
    this.output = "";
    const child = spawn(process.execPath, this.program.args, { env: { ...process.env, ...this.env } });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        this.output = (this.output + chunk).slice(-4000);
      });
    }
    for (let waited = 0; waited < 60_000; waited += 50) {
      if (child.exitCode !== null) return `the server ended with ${child.exitCode}:\n${this.output}`;
      const answer = await fetch(this.origin + this.program.healthPath).catch(() => null);
      if (answer?.ok) return null;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await this.end("SIGKILL");
    return `the server did not answer within a minute:\n${this.output}`;
  }

  /** Whether it runs: a fault may have ended it. */
  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Stops it where it stands, as a machine that swaps or sleeps does, and lets it go on. */
  freeze(isFrozen: boolean): void {
    this.child?.kill(isFrozen ? "SIGSTOP" : "SIGCONT");
  }

  /** Ends it: `SIGKILL` like a crash, `SIGTERM` like a stop. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
