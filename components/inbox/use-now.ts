"use client";

import { use, useSyncExternalStore } from "react";
import { createTicker } from "@/components/ui/texts/ticker";
import { RenderedAtContext } from "@/components/ui/texts/use-minute";
import { serverNow } from "@/lib/http/client";

const ticker = createTicker(1000, serverNow);

/** The server's time in milliseconds, renewed each second by one timer for all who ask; the first render repeats the page's. */
export function useNow(): number {
  const renderedAt = use(RenderedAtContext);
  return useSyncExternalStore(ticker.subscribe, ticker.read, () => renderedAt);
}
