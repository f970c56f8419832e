import { createHash } from "node:crypto";
import type pg from "pg";
import { databaseError, isUnavailable } from "./errors";

/** Texts with a list of values in them come in many lengths: beyond these limits a statement is not kept by the server. */
const KEPT_MAX = 400;
const TEXT_MAX = 20_000;

type Prepare = (config: pg.QueryConfig) => pg.QueryConfig;

/** Under a name the server parses and plans a text once per connection, and not each time. */
function keeper(): Prepare {
  const names = new Map<string, string>();
  return (config) => {
    const { text } = config;
    let name = names.get(text);
    if (!name) {
      if (names.size >= KEPT_MAX || text.length > TEXT_MAX) return config;
      name = createHash("sha256").update(text).digest("base64url").slice(0, 22);
      names.set(text, name);
    }
    return { ...config, name };
  };
}

/** The server ended the statement but not the connection. */
const STATEMENT_ONLY = new Set(["55P03", "57014", "40P01"]);

const isConnectionLost = (error: unknown) =>
  isUnavailable(error) && !STATEMENT_ONLY.has(databaseError(error)?.code ?? "");

/**
 * A migration has changed what a kept statement answers, and nothing of the statement was done: the connection that keeps
 * it is of no use any more. Told by the place in Postgres that says so: its code stands for other things, too, and its
 * words are in the server's language.
 */
const isPlanOutdated = (error: unknown) =>
  error instanceof Error && "routine" in error && error.routine === "RevalidateCachedQuery";

/** To the callers of a transaction the same as a lost connection: whoever asks again is answered. */
class OutdatedPlanError extends Error {
  readonly code = "CONNECTION_CLOSED";
  constructor(cause: unknown) {
    super("A kept statement is older than a migration", { cause });
  }
}

/**
 * One connection of the pool for as long as somebody has it. A connection that fails is thrown away at once, so that
 * neither the pool runs dry (Drizzle forgets the connection when `begin` fails) nor anybody gets it again.
 */
class Lease {
  readonly #client: pg.PoolClient;
  readonly #prepared: Prepare | null;
  #last: Promise<unknown> = Promise.resolve();
  #isOver = false;

  constructor(client: pg.PoolClient, prepared: Prepare | null) {
    this.#client = client;
    this.#prepared = prepared;
  }

  /** Queries of one connection run one after the other, also when their caller does not wait. */
  query(config: pg.QueryConfig, params?: unknown[]): Promise<pg.QueryResult> {
    const result = this.#last.then(() => this.#run(config, params));
    this.#last = result.catch(() => undefined);
    return result;
  }

  release(isBroken = false): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#client.release(isBroken);
  }

  async #run(config: pg.QueryConfig, params?: unknown[]): Promise<pg.QueryResult> {
    if (this.#isOver) {
      throw Object.assign(new Error("The connection of this transaction is gone"), { code: "CONNECTION_CLOSED" });
    }
    try {
      return await this.#client.query(this.#prepared && params ? this.#prepared(config) : config, params);
    } catch (error) {
      if (isConnectionLost(error) || isPlanOutdated(error)) this.release(true);
      throw isPlanOutdated(error) ? new OutdatedPlanError(error) : error;
    }
  }
}

/**
 * The pool as Drizzle gets it. Drizzle asks `instanceof Pool` before it takes a connection for a transaction, and calls
 * only these two: that is why a plain object stands for the class here. `prepare`: statements are kept by the server.
 */
export function leasingPool(pool: pg.Pool, { prepare }: { prepare: boolean }): pg.Pool {
  const prepared = prepare ? keeper() : null;
  const connect = async () => new Lease(await pool.connect(), prepared);
  const queryOnce = async (lease: Lease, config: pg.QueryConfig, params?: unknown[]) => {
    try {
      return await lease.query(config, params);
    } finally {
      lease.release();
    }
  };
  const query = async (config: pg.QueryConfig, params?: unknown[]) => {
    try {
      return await queryOnce(await connect(), config, params);
    } catch (error) {
      if (!(error instanceof OutdatedPlanError)) throw error;
      // The next connection may keep the old one as well.
      return queryOnce(new Lease(await pool.connect(), null), config, params);
    }
  };
  return Object.assign(Object.create(pool), { connect, query });
}
