import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asAdmin } from "./postgres-admin";

export type PostgresServer = {
  url: string;
  /** Of its first process; 0 while it does not run. */
  readonly pid: number;
  /** At once, as in a crash or a restart: connections are cut. */
  stop(): Promise<void>;
  /** The same data at the same address again. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
};

/**
 * Starts a Postgres of our own with an empty cluster under the temporary folder, reachable from this machine only. It
 * writes without waiting for the disk; `moreSettings` (`name=value`) come after ours and win.
 */
export async function startPostgresServer(binaries: string, moreSettings: string[] = []): Promise<PostgresServer> {
  const owner = unprivilegedOwner();
  const folder = mkdtempSync(join(tmpdir(), "foyer-postgres-"));
  const data = join(folder, "data");
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid);
  const as = { cwd: folder, ...owner };
  const init = [
    "-D",
    data,
    "-U",
    "foyer",
    "-A",
    "scram-sha-256",
    "--pwfile",
    passwordFile,
    "-E",
    "UTF8",
    "--locale=C",
    "-N",
  ];
  execFileSync(join(binaries, "initdb"), init, { ...as, stdio: "pipe" });

  const port = await freePort();
  const url = `postgres://foyer:${password}@127.0.0.1:${port}/postgres`;
  const settings = [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "fsync=off",
    "max_connections=100",
    ...moreSettings,
  ];
  const flags = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  let child: ChildProcess | undefined;

  const start = async () => {
    child = spawn(join(binaries, "postgres"), flags, { ...as, stdio: "ignore" });
    await untilReady(url, child);
  };
  const stop = async () => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGQUIT"); // Postgres's immediate shutdown
    await gone;
  };
  const remove = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    url,
    get pid() {
      return child?.pid ?? 0;
    },
    start,
    stop,
    remove,
  };
}

/** Postgres refuses to run as root; Debian's package brings a user for it. */
function unprivilegedOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = ["-u", "-g"].map((flag) =>
        Number(execFileSync("id", [flag, user], { encoding: "utf8", stdio: "pipe" })),
      );
      if (uid && gid) return { uid, gid };
    } catch {
      // There is no such user; try the next.
    }
  }
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

const READY_WITHIN_MS = 20_000;

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await asAdmin(url, "select 1");
      return;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > giveUpAt) {
        throw new Error("the Postgres for the tests does not start", { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
