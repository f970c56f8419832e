import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { explainEmbeddedFailure, explainMigrationFailure } from "../explain-failure";
import { CLOSE_GRACE_MS, type DatabaseHandle, migrationsFolder } from "../handle";
import * as schema from "../schema";
import { StartupError } from "../startup-error";
import { createFolder } from "./create";
import { acquireLock, type Lock } from "./lock";
import { asPGlite, type PGliteLimits, RemotePGlite } from "./remote-pglite";
import { WorkerLink } from "./worker-link";

/** Major version of the Postgres inside of the PGlite that package.json pins; data folders cannot be opened by another. */
export const EMBEDDED_POSTGRES_MAJOR = "18";

export type EmbeddedOptions = PGliteLimits & {
  /** Folder for everything that this installation keeps; the database is the folder `database` in it. */
  dataDir: string;
  /** Called when the database is gone without having been closed. Its queries reject from then on; open a new one. */
  onLost?: (error: Error) => void;
  /** How long to wait for a lock whose holder cannot be looked up from here. */
  lockWaitMs?: number;
  /** Only for the test that a start without working fsync is refused. */
  fsyncHook?: boolean;
};

/** Opens the embedded database, and makes it first where there is none. @throws StartupError */
export async function openEmbedded(options: EmbeddedOptions): Promise<DatabaseHandle> {
  const folder = resolve(options.dataDir, "database");
  try {
    return await openLocked(folder, options);
  } catch (error) {
    throw explainEmbeddedFailure(error, folder);
  }
}

async function openLocked(folder: string, options: EmbeddedOptions): Promise<DatabaseHandle> {
  mkdirSync(resolve(options.dataDir), { recursive: true });
  let link: WorkerLink | undefined;
  const onStolen = () => link?.lose("another process took over its folder");
  const lock = await acquireLock(folder, { waitMs: options.lockWaitMs, onStolen });
  try {
    const settings = { folder, fsyncHook: options.fsyncHook ?? true };
    if (!holdsDatabase(folder)) await createFolder(folder);
    const onLost = (error: Error) => {
      lock.release();
      options.onLost?.(error);
    };
    const [started, driver] = await Promise.all([WorkerLink.start(settings, onLost), import("drizzle-orm/pglite")]);
    link = started;
    return handleOf(link, driver, lock, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Loaded when the database is opened, so that a server on Postgres does without: a bundle has all other imports at its start. */
type Driver = typeof import("drizzle-orm/pglite");

function handleOf(link: WorkerLink, { drizzle }: Driver, lock: Lock, options: EmbeddedOptions): DatabaseHandle {
  const client = new RemotePGlite(link, options);
  const db = drizzle({ client: asPGlite(client), schema });
  return {
    db,
    kind: "embedded",
    async close() {
      await client.close(CLOSE_GRACE_MS / 2); // for its turn, and once more for its end
      lock.release();
    },
    async migrate(folder = migrationsFolder()) {
      try {
        const { migrate } = await import("drizzle-orm/pglite/migrator");
        await migrate(db, { migrationsFolder: folder });
      } catch (error) {
        throw explainMigrationFailure(error);
      }
    },
  };
}

/**
 * Whether there is one to open. Postgres itself says little of use about a folder that is not its own.
 * @throws StartupError
 */
function holdsDatabase(folder: string): boolean {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return false;
  const versionFile = join(folder, "PG_VERSION");
  if (!existsSync(versionFile)) {
    throw new StartupError(`${folder} holds files that are no database. Move them away, or set DATA_DIR.`);
  }
  const major = readFileSync(versionFile, "utf8").trim();
  if (major !== EMBEDDED_POSTGRES_MAJOR) {
    throw new StartupError(
      `The data in ${folder} is of Postgres ${major}, and this version of Foyer brings Postgres ${EMBEDDED_POSTGRES_MAJOR}. ` +
        "Start the version of Foyer that wrote it, or move the folder away to begin anew.",
    );
  }
  return true;
}
