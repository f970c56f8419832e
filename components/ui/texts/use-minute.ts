"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import { createTicker } from "./ticker";

/** The server's time for this page, in milliseconds: what the first render in the browser must repeat. */
export const RenderedAtContext = createContext(0);

const ticker = createTicker(30_000, Date.now);

/** Now, renewed twice a minute by one timer for all who ask; during hydration the server's time, so nothing mismatches. */
export function useMinute(): Date {
  const renderedAt = useContext(RenderedAtContext);
  return new Date(useSyncExternalStore(ticker.subscribe, ticker.read, () => renderedAt));
}
