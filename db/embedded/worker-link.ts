import { join } from "node:path";
import { Worker } from "node:worker_threads";
import {
  asError,
  LOST,
  type Operation,
  type QueryResult,
  type WorkerReply,
  type WorkerRequest,
  type WorkerSettings,
} from "./protocol";

/** Keeps the thread's share small; Postgres's own memory is outside of these. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

type Pending = { resolve: (result: QueryResult) => void; reject: (error: Error) => void };

/** The thread in which the embedded database runs, as a list of questions and answers. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #onLost: (error: Error) => void;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #ended: Error | undefined;

  private constructor(worker: Worker, onLost: (error: Error) => void) {
    this.#worker = worker;
    this.#onLost = onLost;
    worker.on("message", (reply: WorkerReply) => this.#receive(reply));
    worker.on("error", (error) => this.lose(error.message));
    worker.on("exit", () => this.lose("its thread has ended"));
    // From here on only unanswered questions keep the process alive: a script that has done its work ends.
    worker.unref();
  }

  /**
   * Starts the database. `onLost` is called at most once, when it ends without having been asked to.
   * @throws whatever kept it from starting, with `code` where there is one.
   */
  static async start(settings: WorkerSettings, onLost: (error: Error) => void): Promise<WorkerLink> {
    // From the working folder and not from this module, which may be part of a bundle in another place.
    const file = join(/* turbopackIgnore: true */ process.cwd(), "db", "embedded", "worker.mjs");
    const worker = new Worker(file, { workerData: settings, resourceLimits: RESOURCE_LIMITS, execArgv: [] });
    try {
      await readiness(worker);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
    return new WorkerLink(worker, onLost);
  }

  /** @throws Error with code EMBEDDED_DATABASE_LOST once the thread has ended, else with what Postgres said. */
  send(operation: Operation): Promise<QueryResult> {
    if (this.#ended) return Promise.reject(this.#ended);
    const request: WorkerRequest = { ...operation, id: ++this.#lastId };
    return new Promise((resolve, reject) => {
      this.#worker.postMessage(request); // throws on what cannot be cloned, which rejects this promise
      if (this.#pending.size === 0) this.#worker.ref();
      this.#pending.set(request.id, { resolve, reject });
    });
  }

  /** Ends the thread after it has put its data in order, by force when that takes longer than `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    if (this.#ended) return;
    // Whether it could or not: the thread ends below, and Postgres puts in order what it left when the folder is opened next.
    const closed = this.send({ op: "close" }).catch(() => undefined);
    this.#ended = lost("it was closed");
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([closed, new Promise((resolve) => (timer = setTimeout(resolve, graceMs)))]);
    clearTimeout(timer);
    this.#rejectPending(this.#ended);
    await this.#worker.terminate();
  }

  /** Gives the database up: everyone who waits, and everyone who comes, hears `reason`. */
  lose(reason: string): void {
    if (this.#ended) return;
    const error = lost(reason);
    this.#ended = error;
    this.#rejectPending(error);
    // Only then: while the thread runs, nobody else may open its folder.
    void this.#worker.terminate().then(() => this.#onLost(error));
  }

  #receive(reply: WorkerReply): void {
    if (reply.type === "ready" || reply.type === "failed") return;
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if (reply.type === "result") pending?.resolve(reply.result);
    else pending?.reject(asError(reply.error));
  }

  #rejectPending(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#worker.unref();
  }
}

function readiness(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once("message", (reply: WorkerReply) => {
      if (reply.type === "failed") reject(asError(reply.error));
      else resolve();
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the database thread ended with code ${code} while starting`)));
  });
}

const lost = (reason: string) => Object.assign(new Error(`The embedded database is gone: ${reason}`), { code: LOST });
