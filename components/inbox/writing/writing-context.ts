"use client";

import { createContext, use, useSyncExternalStore } from "react";
import { DEFAULT_WRITING, type WritingSettings, type WritingStore } from "@/lib/inbox/writing/settings";

export const WritingContext = createContext<WritingStore | null>(null);

/** How the operator writes on this device, and how to change it. */
export function useWritingSettings(): [WritingSettings, (change: Partial<WritingSettings>) => void] {
  const store = use(WritingContext);
  if (!store) throw new Error("useWritingSettings needs a WritingContext around it");
  return [useSyncExternalStore(store.subscribe, store.get, whileHydrating), store.dispatch];
}

const whileHydrating = () => DEFAULT_WRITING;
