/** Runs `work` as a task of its own. Timers of a page that nobody looks at come late, by up to a minute; messages do not. */
export function soonAsTask(work: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    work();
  };
  port2.postMessage(null);
}

/**
 * Does what comes one after the other together, in its order, in one task soon after. A socket that has something to make
 * up for hands over hundreds of events, each as a task of its own, and each of them would have a page drawn at once. After
 * fifty that left its other work waiting React takes them for an endless loop and gives up the page (its error 185).
 */
export class Together {
  readonly #soon: (work: () => void) => void;
  #waiting: (() => void)[] = [];

  constructor(soon = soonAsTask) {
    this.#soon = soon;
  }

  add(work: () => void): void {
    this.#waiting.push(work);
    if (this.#waiting.length === 1) this.#soon(() => this.#run());
  }

  #run(): void {
    const all = this.#waiting;
    this.#waiting = [];
    for (const work of all) {
      try {
        work();
      } catch (error) {
        // One that fails takes none of the others with it; the page hears of it as of any other error.
        reportError(error);
      }
    }
  }
}
