import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** The built server as a child process on a data directory of its own, so that it can be killed for real. */
export class ServerProcess {
  readonly origin: string;
  private child: ChildProcess | null = null;
  private output = "";

  /** What it has printed last. */
  get printed(): string {
    return this.output;
  }

  private readonly env: Record<string, string>;

  constructor(port: number, env: Record<string, string>) {
    this.origin = `http://127.0.0.1:${port}`;
    this.env = { ...env, PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    this.output = "";
    const child = spawn(process.execPath, ["dist/server.mjs"], { env: { ...process.env, ...this.env } });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        this.output = (this.output + chunk).slice(-4000);
      });
    }
    for (let waited = 0; waited < 60_000; waited += 50) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${this.output}`);
      const answer = await fetch(`${this.origin}/api/health`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server did not answer within a minute:\n${this.output}`);
  }

  /** Ends it: `SIGKILL` like a crash, `SIGTERM` like a stop. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
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
