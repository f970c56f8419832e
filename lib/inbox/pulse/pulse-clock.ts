import type { FromWorker, ToWorker } from "./worker-messages";

/** The part of `Worker` that is used here. */
export type WorkerLike = {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage: (message: ToWorker) => void;
  terminate: () => void;
};

/** What the clock knows of its page. */
export type PageSight = {
  address: () => string;
  isHidden: () => boolean;
  /** Calls back when that changes; returns how to stop. */
  onChange: (listener: () => void) => () => void;
};

type Worked = { startWorker: () => WorkerLike | null; sight: PageSight };

/** A worker that is late by this much does not work: then the page's own timer counts. */
export const LATE_MS = 5000;

/**
 * One appointment at a time. It is kept by a worker, because browsers slow down the timers of hidden pages to one a
 * minute, with the page's own timer a little later as the safety net; without a worker by that timer alone.
 */
export class PulseClock {
  readonly #worked: Worked | null;
  #worker: WorkerLike | null = null;
  /** It kept its last appointment, or has just said that it is there. */
  #isAlive = false;
  #onDue: () => void = () => {};
  #id = 0;
  #dueAt: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unwatch: () => void = () => {};

  /** Without an argument it has no worker. */
  constructor(worked: Worked | null = null) {
    this.#worked = worked;
  }

  /** `onDue` is called at each appointment. */
  start(onDue: () => void): void {
    this.stop();
    this.#onDue = onDue;
    if (!this.#worked) return;
    const { startWorker, sight } = this.#worked;
    const worker = startWorker();
    if (!worker) return;
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#hear(data);
    worker.onerror = () => this.#dismiss();
    const tellSight = () => worker.postMessage({ type: "page", address: sight.address(), isHidden: sight.isHidden() });
    this.#unwatch = sight.onChange(tellSight);
    tellSight();
  }

  stop(): void {
    this.#forget();
    this.#dismiss();
  }

  /** Makes the appointment; the former one is off. */
  set(waitMs: number): void {
    this.#forget();
    const id = this.#id;
    this.#dueAt = Date.now() + waitMs;
    this.#worker?.postMessage({ type: "wake", id, afterMs: waitMs });
    const isWorked = this.#isAlive;
    this.#timer = setTimeout(
      () => {
        if (isWorked) this.#isAlive = false;
        this.#keep(id);
      },
      waitMs + (isWorked ? LATE_MS : 0),
    );
  }

  /** When the appointment is (this browser's clock); null without one. */
  dueAt(): number | null {
    return this.#dueAt;
  }

  /** The worker says at this time by itself that the operator is there: the page need not. */
  isCarrying(): boolean {
    return this.#isAlive && (this.#worked?.sight.isHidden() ?? false);
  }

  /** The page says it itself just now. */
  pulsed(): void {
    this.#worker?.postMessage({ type: "pulsed" });
  }

  #hear(message: FromWorker): void {
    this.#isAlive = true;
    if (message.type === "due") this.#keep(message.id);
  }

  #keep(id: number): void {
    // An answer that was on its way while the appointment was moved or called off.
    if (id !== this.#id || this.#dueAt === null) return;
    this.#forget();
    this.#onDue();
  }

  #forget(): void {
    this.#id++;
    this.#dueAt = null;
    clearTimeout(this.#timer);
  }

  #dismiss(): void {
    this.#unwatch();
    this.#unwatch = () => {};
    this.#worker?.terminate();
    this.#worker = null;
    this.#isAlive = false;
    if (this.#dueAt !== null) this.set(Math.max(0, this.#dueAt - Date.now()));
  }
}
