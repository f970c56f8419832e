"use client";

import { createContext, useContext, useSyncExternalStore } from "react";

/** The server's time for this page, in milliseconds: what the first render in the browser must repeat. */
export const RenderedAtContext = createContext(0);

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = 0;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Now, renewed twice a minute by one timer for all who ask; during hydration the server's time, so nothing mismatches. */
export function useMinute(): Date {
  const renderedAt = useContext(RenderedAtContext);
  const now = useSyncExternalStore(
    subscribe,
    () => {
      // A snapshot must not change between ticks, but after a pause without listeners it is old.
      if (Date.now() - current > TICK_MS * 2) current = Date.now();
      return current;
    },
    () => renderedAt,
  );
  return new Date(now);
}
