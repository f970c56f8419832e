"use client";

import { use, useSyncExternalStore } from "react";
import { RenderedAtContext } from "@/components/ui/texts/use-minute";
import { serverNow } from "@/lib/http/client";

const TICK_MS = 1000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = 0;

function subscribe(listener: () => void) {
  if (listeners.size === 0) current = serverNow();
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = serverNow();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's time in milliseconds, renewed each second by one timer for all who ask; the first render repeats the page's. */
export function useNow(): number {
  const renderedAt = use(RenderedAtContext);
  return useSyncExternalStore(
    subscribe,
    () => current || renderedAt,
    () => renderedAt,
  );
}
