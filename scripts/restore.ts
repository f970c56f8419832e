// `npm run restore -- FILE`: makes an empty machine what a backup holds.
import { createReadStream, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { openDatabase } from "@/db/open-database";
import { isStartupError } from "@/db/startup-error";
import { BackupError } from "@/lib/backup/format";
import { linesOf } from "@/lib/backup/lines";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { EnvError, env } from "@/lib/env";
import { fileStorage } from "@/lib/files/storage/process-storage";
import { prepareDataDir } from "@/lib/startup/data-dir";

async function main(): Promise<void> {
  const [, , file] = process.argv;
  if (!file || !existsSync(file)) throw new BackupError("Say which backup: npm run restore -- FILE");
  const { DATABASE_URL: url, DATABASE_PREPARE: prepare, DATA_DIR: dataDir, AUTH_SECRET } = env();
  prepareDataDir(dataDir);
  const handle = await openDatabase(
    url ? { kind: "postgres", url, pool: 2, prepare, isPatient: true } : { kind: "embedded", dataDir },
  );
  try {
    const unpacked = createReadStream(file).pipe(createGunzip());
    const restored = await restoreBackup(linesOf(unpacked), {
      handle,
      storage: fileStorage(),
      keepSecret: (secret) => keepSecret(dataDir, secret),
    });
    console.log(`Restored: ${restored.rows} rows and ${restored.files} files, as they were ${restored.header.at}.`);
    if (restored.header.secret === null && !AUTH_SECRET) {
      console.log(
        "Set AUTH_SECRET to what it was there: without it nobody stays signed in, and kept passwords are lost.",
      );
    }
  } finally {
    await handle.close();
  }
}

/** What was made here before anything was signed with it gives way. */
function keepSecret(dataDir: string, secret: string): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path.join(dataDir, "secret"), `${secret}\n`, { mode: 0o600, flush: true });
}

main().catch((error: unknown) => {
  const isZip = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
  if (isZip) console.error("This is no backup of Foyer, or it is damaged.");
  else if (error instanceof BackupError || isStartupError(error) || error instanceof EnvError) {
    console.error((error as Error).message);
  } else console.error(error);
  process.exitCode = 1;
});
