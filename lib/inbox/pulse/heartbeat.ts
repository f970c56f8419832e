import { type FromWorker, PULSE_MS, type ToWorker } from "./worker-messages";

/** A page that looks visible but has not pulsed for this much longer than it should is stuck: then the worker steps in. */
export const STUCK_MS = 15_000;

type Deps = {
  /** Tells the page something. */
  tell: (message: FromWorker) => void;
  /** One bare heartbeat; never throws. */
  beat: (address: string) => void;
};

/**
 * The worker's side of the pulse. Browsers slow down the timers of hidden pages to one a minute, those of workers not:
 * so this is the page's clock, and while the page is hidden (or stuck) it says by itself that the operator is there.
 * Each interval has one heartbeat, the page's or this one.
 */
export class Heartbeat {
  readonly #deps: Deps;
  #address: string | null = null;
  #isHidden = false;
  /** Of a clock that nobody can set. */
  #beatAt = performance.now();
  #beatTimer: ReturnType<typeof setTimeout> | undefined;
  #wakeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  readonly hear = (message: ToWorker): void => {
    switch (message.type) {
      case "page":
        this.#address = message.address;
        this.#isHidden = message.isHidden;
        this.#arm();
        return;
      case "pulsed":
        this.#beatAt = performance.now();
        this.#arm();
        return;
      case "wake":
        clearTimeout(this.#wakeTimer);
        this.#wakeTimer = setTimeout(() => this.#deps.tell({ type: "due", id: message.id }), message.afterMs);
    }
  };

  #arm(): void {
    clearTimeout(this.#beatTimer);
    const address = this.#address;
    if (address === null) return;
    const dueAt = this.#beatAt + PULSE_MS + (this.#isHidden ? 0 : STUCK_MS);
    this.#beatTimer = setTimeout(
      () => {
        this.#beatAt = performance.now();
        this.#deps.beat(address);
        this.#arm();
      },
      Math.max(0, dueAt - performance.now()),
    );
  }
}
