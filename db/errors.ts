/** SQLSTATEs (and their classes) of a database that is there but cannot serve this query now. */
const UNAVAILABLE_STATES = new Set([
  "55P03", // lock_not_available: lock timeout, or no turn on the embedded database
  "57014", // query_canceled: statement timeout
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "40P01", // deadlock_detected: the other one has gone on
  "25P03", // idle_in_transaction_session_timeout
]);
const UNAVAILABLE_CLASSES = new Set(["08", "53"]); // connection exceptions; out of connections, memory or disk

/** What sockets and the embedded database answer when nobody is at the other end. */
const CONNECTION_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT", // the socket file of a stopped server
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "EMBEDDED_DATABASE_LOST",
]);

/** node-postgres has no codes for what happens on its own side. */
const OWN_WORDS: [RegExp, string][] = [
  [
    /^timeout e(xceeded|xpired)|^Connection terminated due to connection timeout|^Query read timeout/,
    "CONNECT_TIMEOUT",
  ],
  [/^Connection terminated|^Client (has encountered|was closed)|^Cannot use a pool after/, "CONNECTION_CLOSED"],
];

const CAUSES_MAX = 5; // guards against an error that is its own cause

type Coded = { code: string; constraint?: unknown };

/**
 * The database's own error inside of `error`. Drizzle wraps it as `cause`; classes differ between drivers and
 * bundles, so only shapes are compared.
 */
export function databaseError(error: unknown): Coded | undefined {
  let current = error;
  for (let depth = 0; depth < CAUSES_MAX && typeof current === "object" && current !== null; depth++) {
    const code = codeOf(current);
    if (code !== undefined) return { ...current, code };
    current = "cause" in current ? current.cause : undefined;
  }
  return undefined;
}

function codeOf(error: object): string | undefined {
  if ("code" in error && typeof error.code === "string") return error.code;
  if (!("message" in error) || typeof error.message !== "string") return undefined;
  const { message } = error;
  return OWN_WORDS.find(([words]) => words.test(message))?.[1];
}

/**
 * True when the database could not serve the query for now: gone, starting, overloaded, or a lock or statement took
 * too long. Nothing is wrong with the query; the same one may succeed later. Answer 503 with `Retry-After`.
 */
export function isUnavailable(error: unknown): boolean {
  const code = databaseError(error)?.code;
  if (code === undefined) return false;
  if (CONNECTION_CODES.has(code) || UNAVAILABLE_STATES.has(code)) return true;
  return /^[0-9A-Z]{5}$/.test(code) && UNAVAILABLE_CLASSES.has(code.slice(0, 2));
}

/** True when a row with the same unique value exists already; with `constraint`, only for that constraint or index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = databaseError(error);
  if (found?.code !== "23505") return false;
  return constraint === undefined || found.constraint === constraint;
}
