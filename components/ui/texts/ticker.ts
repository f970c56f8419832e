export type Ticker = { subscribe: (listener: () => void) => () => void; read: () => number };

/** A clock for `useSyncExternalStore`: one timer for all who listen, none while nobody does. Milliseconds. */
export function createTicker(everyMs: number, clock: () => number): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let current = 0;
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        current = clock();
        for (const notify of listeners) notify();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read() {
      // What is read must not change between ticks, but after a pause without listeners it is old.
      if (clock() - current > everyMs * 2) current = clock();
      return current;
    },
  };
}
