"use client";

import { useEffect, useSyncExternalStore } from "react";
import { useDesk } from "../use-desk";

/** Read is what stands on a screen that somebody looks at. `seq` 0: nothing yet. */
export function useMarkRead(chatId: string, seq: number): void {
  const desk = useDesk();
  const isLooking = useSyncExternalStore(subscribeToFocus, isLookedAt, () => false);
  useEffect(() => {
    if (isLooking && seq > 0) desk.markRead(chatId, seq);
  }, [desk, chatId, isLooking, seq]);
}

export const isLookedAt = () => document.visibilityState === "visible" && document.hasFocus();

export function subscribeToFocus(listener: () => void) {
  window.addEventListener("focus", listener);
  window.addEventListener("blur", listener);
  document.addEventListener("visibilitychange", listener);
  return () => {
    window.removeEventListener("focus", listener);
    window.removeEventListener("blur", listener);
    document.removeEventListener("visibilitychange", listener);
  };
}
