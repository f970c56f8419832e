import type pg from "pg";
import { databaseError, isUnavailable } from "./errors";

/** The server ended the statement but not the connection. */
const STATEMENT_ONLY = new Set(["55P03", "57014"]);

const isConnectionLost = (error: unknown) =>
  isUnavailable(error) && !STATEMENT_ONLY.has(databaseError(error)?.code ?? "");

/**
 * One connection of the pool for as long as somebody has it. A connection that fails is thrown away at once, so that
 * neither the pool runs dry (Drizzle forgets the connection when `begin` fails) nor anybody gets it again.
 */
class Lease {
  readonly #client: pg.PoolClient;
  #last: Promise<unknown> = Promise.resolve();
  #isOver = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
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
      return await this.#client.query(config, params);
    } catch (error) {
      if (isConnectionLost(error)) this.release(true);
      throw error;
    }
  }
}

/**
 * The pool as Drizzle gets it. Drizzle asks `instanceof Pool` before it takes a connection for a transaction, and calls
 * only these two: that is why a plain object stands for the class here.
 */
export function leasingPool(pool: pg.Pool): pg.Pool {
  const connect = async () => new Lease(await pool.connect());
  const query = async (config: pg.QueryConfig, params?: unknown[]) => {
    const lease = await connect();
    try {
      return await lease.query(config, params);
    } finally {
      lease.release();
    }
  };
  return Object.assign(Object.create(pool), { connect, query });
}
