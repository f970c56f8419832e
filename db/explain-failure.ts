import { FSYNC_INACTIVE } from "./embedded/protocol";
import { databaseError } from "./errors";
import { isStartupError, StartupError } from "./startup-error";

const MEND_URL = "correct DATABASE_URL (without it Foyer uses its embedded database)";

/** Host, port, database and user of a connection address, never the password. */
type Target = { server: string; database: string; user: string };

/** @returns undefined for an address that cannot be read. */
function parseTarget(url: string): Target | undefined {
  try {
    const { hostname, port, pathname, username, password, searchParams } = new URL(url);
    decodeURIComponent(password); // throws here as it does in the driver
    const host = searchParams.get("host") ?? decodeURIComponent(hostname);
    const user = decodeURIComponent(username);
    const database = decodeURIComponent(pathname.slice(1)) || user;
    return { server: `${host || "localhost"}:${port || "5432"}`, database, user: user || "(none given)" };
  } catch {
    return undefined;
  }
}

/**
 * What keeps Foyer from using the Postgres at `url`, in one line for the person who set it.
 * What is no known cause comes with the driver's own words.
 */
export function explainPostgresFailure(error: unknown, url: string): StartupError {
  if (isStartupError(error)) return error;
  const target = parseTarget(url);
  if (!target) {
    return new StartupError(
      "DATABASE_URL cannot be read. It looks like postgres://user:password@host:5432/database; write special characters of the password percent-encoded (# is %23).",
    );
  }
  return new StartupError(postgresLine(databaseError(error)?.code ?? "", target, wordsOf(error)), { cause: error });
}

function postgresLine(code: string, { server, database, user }: Target, words: string): string {
  switch (code) {
    case "ECONNREFUSED":
    case "ENOENT":
      return `Nothing answers at ${server}: start Postgres there, or ${MEND_URL}.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host name in ${server} is not known: ${MEND_URL}.`;
    case "CONNECT_TIMEOUT":
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `Postgres at ${server} cannot be reached: check the network and its firewall, or ${MEND_URL}.`;
    case "28P01":
    case "28000":
      return `Postgres at ${server} refuses user ${user} (${words}): check user and password in DATABASE_URL.`;
    case "3D000":
      return `Database ${database} does not exist at ${server}: create it (createdb ${database}), or correct DATABASE_URL.`;
    case "53300":
      return `Postgres at ${server} has no connection left: raise its max_connections, or lower DATABASE_POOL.`;
    case "57P03":
      return `Postgres at ${server} is not ready yet (${words}): try again in a moment.`;
    case "42501":
      return `User ${user} may not do what is needed in database ${database} (${words}): make it the owner of the database.`;
    case "08P01":
      return `Postgres at ${server} refuses the connection (${words}). If a pooler is in front of it, set DATABASE_PREPARE=0.`;
    default:
      return `Postgres at ${server} cannot be used (${words}): check DATABASE_URL.`;
  }
}

/** What keeps Foyer from using the embedded database in `folder`, in one line for the person who started it. */
export function explainEmbeddedFailure(error: unknown, folder: string): StartupError {
  if (isStartupError(error)) return error;
  return new StartupError(embeddedLine(databaseError(error)?.code ?? "", folder, wordsOf(error)), { cause: error });
}

function embeddedLine(code: string, folder: string, words: string): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `${folder} cannot be written: give the user that starts Foyer the right to, or set DATA_DIR to another folder.`;
    case "ENOTDIR":
    case "EEXIST":
      return `${folder} cannot be a folder, because a file is in the way (${words}): set DATA_DIR to another folder.`;
    case "ENOSPC":
    case "EDQUOT":
      return `The disk of ${folder} is full: make room, or set DATA_DIR to a folder on another disk.`;
    case FSYNC_INACTIVE:
      return "The embedded database would not write to the disk safely with this version of @electric-sql/pglite: install the version that package-lock.json names (npm ci), or set DATABASE_URL.";
    default:
      return `The embedded database in ${folder} cannot be opened (${words}): restore the folder from a backup, move it away to begin anew, or set DATABASE_URL.`;
  }
}

/** Why the tables could not be brought up to date. */
export function explainMigrationFailure(error: unknown): StartupError {
  if (isStartupError(error)) return error;
  const words = wordsOf(error);
  if (/\bextension\b.*\bpg_trgm\b/.test(words)) {
    return new StartupError(
      `Search needs the extension pg_trgm, which could not be created (${words}). Install the contributed modules of Postgres if they are missing, make this user the owner of the database or have an administrator run "create extension pg_trgm" in it, then start again. The tables were left as they were.`,
      { cause: error },
    );
  }
  return new StartupError(
    `The tables could not be brought up to date and were left as they were (${words}). Start the former version of Foyer, and report this.`,
    { cause: error },
  );
}

/** The innermost message: an outer one of Drizzle carries the whole SQL. On one line. */
function wordsOf(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  const words = current instanceof Error ? current.message || nameOf(current) : String(current);
  return words.replace(/\s+/g, " ").trim();
}

/** An AggregateError of the network has no message, only a code. */
const nameOf = (error: Error) => databaseError(error)?.code ?? error.name;
