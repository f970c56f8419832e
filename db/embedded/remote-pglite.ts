import { AsyncLocalStorage } from "node:async_hooks";
import type { PGlite } from "@electric-sql/pglite";
import type { Operation, QueryResult, RowMode } from "./protocol";
import { TURN_WAIT_MS, Turns } from "./turns";
import type { WorkerLink } from "./worker-link";

/** A transaction that waits this long for its own code is rolled back, as Postgres's setting of that name does. */
export const IDLE_IN_TRANSACTION_MS = 10_000;

export type PGliteLimits = {
  /** After this time of doing nothing a transaction is rolled back. */
  idleInTransactionMs?: number | undefined;
  /** For how long at most anybody waits for the one connection. */
  turnWaitMs?: number | undefined;
};

type QueryOptions = { rowMode?: RowMode };

/** What Drizzle calls on a connection, in and out of a transaction. */
type Statements = {
  query(sql: string, params?: unknown[], options?: QueryOptions): Promise<QueryResult>;
  exec(sql: string): Promise<QueryResult>;
};

/** The part of PGlite that Drizzle uses, for a PGlite that runs in another thread. */
export class RemotePGlite implements Statements {
  readonly #link: WorkerLink;
  readonly #idleMs: number;
  readonly #turns: Turns;
  readonly #current = new AsyncLocalStorage<RemoteTransaction>();

  constructor(
    link: WorkerLink,
    { idleInTransactionMs = IDLE_IN_TRANSACTION_MS, turnWaitMs = TURN_WAIT_MS }: PGliteLimits = {},
  ) {
    this.#link = link;
    this.#idleMs = idleInTransactionMs;
    this.#turns = new Turns(turnWaitMs);
  }

  async query(sql: string, params: unknown[] = [], options: QueryOptions = {}): Promise<QueryResult> {
    return this.#alone({ op: "query", sql, params, rowMode: options.rowMode ?? "object" });
  }

  async exec(sql: string): Promise<QueryResult> {
    return this.#alone({ op: "exec", sql });
  }

  /** Runs `work` alone on the database: commits what it did when it resolves, rolls back when it rejects. */
  async transaction<T>(work: (tx: Statements) => Promise<T>): Promise<T> {
    this.#assertOutside();
    return this.#turns.take(async () => {
      await this.#link.send({ op: "exec", sql: "BEGIN" });
      const tx = new RemoteTransaction(this.#link, this.#idleMs);
      try {
        const result = await Promise.race([this.#current.run(tx, () => work(tx)), tx.expired]);
        tx.end();
        await this.#link.send({ op: "exec", sql: "COMMIT" });
        return result;
      } catch (error) {
        tx.end();
        // Fails only when the database is gone, and then nothing is left to roll back.
        await this.#link.send({ op: "exec", sql: "ROLLBACK" }).catch(() => undefined);
        throw error;
      }
    });
  }

  /** Ends the database after those who are waiting already, or after `graceMs` in the middle of what runs. */
  async close(graceMs: number): Promise<void> {
    await this.#turns.take(() => this.#link.stop(graceMs), graceMs).catch(() => this.#link.stop(0));
  }

  async #alone(operation: Operation): Promise<QueryResult> {
    this.#assertOutside();
    return this.#turns.take(() => this.#link.send(operation));
  }

  /** There is one connection: whoever waits for it while holding it would wait for ever, and everybody else too. */
  #assertOutside(): void {
    if (this.#current.getStore()?.isOpen) {
      throw new Error("The database was used inside of a transaction: use the transaction's own handle (tx) there");
    }
  }
}

/** The connection while a transaction has it. Useless as soon as that has ended. */
class RemoteTransaction implements Statements {
  /** Rejects when the transaction has been idle for too long. */
  readonly expired: Promise<never>;
  readonly #link: WorkerLink;
  readonly #idleMs: number;
  #reject: (error: Error) => void = () => undefined;
  #ended: Error | undefined;
  #running = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(link: WorkerLink, idleMs: number) {
    this.#link = link;
    this.#idleMs = idleMs;
    this.expired = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.expired.catch(() => undefined); // not unhandled when nobody races it any more
    this.#rest();
  }

  get isOpen(): boolean {
    return this.#ended === undefined;
  }

  query(sql: string, params: unknown[] = [], options: QueryOptions = {}): Promise<QueryResult> {
    return this.#run({ op: "query", sql, params, rowMode: options.rowMode ?? "object" });
  }

  exec(sql: string): Promise<QueryResult> {
    return this.#run({ op: "exec", sql });
  }

  end(reason = new Error("The transaction has ended already: await its queries before it returns")): void {
    clearTimeout(this.#timer);
    this.#ended ??= reason;
  }

  async #run(operation: Operation): Promise<QueryResult> {
    if (this.#ended) throw this.#ended;
    clearTimeout(this.#timer);
    this.#running++;
    try {
      return await this.#link.send(operation);
    } finally {
      this.#running--;
      if (this.#running === 0 && !this.#ended) this.#rest();
    }
  }

  #rest(): void {
    this.#timer = setTimeout(() => {
      const error = new Error(`The transaction was idle for ${this.#idleMs} ms`);
      this.end(Object.assign(error, { code: "25P03" }));
      this.#reject(error);
    }, this.#idleMs);
  }
}

/** Drizzle's driver wants the class itself but calls only `query`, `exec` and `transaction` on it. */
export function asPGlite(client: RemotePGlite): PGlite {
  return client as unknown as PGlite;
}
