// `npm run backup [-- FILE]`: everything that the installation is, in one file. Also while it runs.
import { createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { databaseHandle } from "@/db/client";
import { isStartupError } from "@/db/startup-error";
import { authSecret } from "@/lib/auth/secret";
import { backupKey } from "@/lib/backup/key";
import { writeBackup } from "@/lib/backup/write-backup";
import { EnvError, env } from "@/lib/env";
import { fileStorage } from "@/lib/files/storage/process-storage";

const today = new Date().toISOString().slice(0, 10);

async function main(): Promise<void> {
  const target = path.resolve(process.argv[2] ?? `foyer-backup-${today}.gz`);
  if (existsSync(target)) throw new Refusal(`${target} is there already: name another file.`);
  const draft = `${target}.unfinished`;
  try {
    await pipeline(await source(), createWriteStream(draft, { mode: 0o600, flush: true }));
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  console.log(`Backup written to ${target}. It holds every text and every secret: keep it where nobody else reads it.`);
}

class Refusal extends Error {}

/** Of the database itself where that lets us in, else of the server that has it open. */
async function source(): Promise<Readable> {
  const { DATABASE_URL, DATA_DIR } = env();
  if (!DATABASE_URL && !existsSync(path.join(DATA_DIR, "database"))) {
    throw new Refusal(`There is no database in ${path.resolve(DATA_DIR)}: set DATA_DIR to where it is.`);
  }
  if (!DATABASE_URL && existsSync(path.join(DATA_DIR, "database.lock"))) {
    const fromServer = await askServer();
    if (fromServer) return fromServer;
  }
  const handle = await databaseHandle();
  const { AUTH_SECRET } = env();
  const isKept = !AUTH_SECRET && existsSync(path.join(DATA_DIR, "secret"));
  const lines = writeBackup({ db: handle.db, storage: fileStorage(), secret: isKept ? authSecret() : null });
  const packed = Readable.from(closing(lines, () => handle.close())).pipe(createGzip());
  return packed;
}

async function* closing(lines: AsyncIterable<string>, close: () => Promise<void>): AsyncGenerator<string> {
  try {
    yield* lines;
  } finally {
    await close();
  }
}

async function askServer(): Promise<Readable | null> {
  const { PORT } = env();
  const headers = { authorization: `Bearer ${backupKey(authSecret())}` };
  const response = await fetch(`http://127.0.0.1:${PORT}/api/backup`, { headers }).catch(() => null);
  if (!response) return null;
  if (!response.ok || !response.body) {
    throw new Refusal(
      `The server on port ${PORT} has another DATA_DIR than this command (it answers ${response.status}).`,
    );
  }
  return Readable.fromWeb(response.body as import("node:stream/web").ReadableStream<Uint8Array>);
}

main().catch((error: unknown) => {
  const isExpected = error instanceof Refusal || isStartupError(error) || error instanceof EnvError;
  console.error(isExpected ? (error as Error).message : error);
  process.exitCode = 1;
});
