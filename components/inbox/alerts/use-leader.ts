"use client";

import { type RefObject, useEffect, useRef } from "react";

const LOCK = "foyer.inbox.leader";

/**
 * Whether this tab is the one of several that sounds and notifies: the one that was looked at last. Without Web Locks
 * (pages without TLS) every tab is.
 */
export function useLeader(): RefObject<boolean> {
  const isLeader = useRef(true);
  useEffect(() => {
    const { locks } = navigator;
    if (!locks) return;
    const end = new AbortController();
    isLeader.current = false;
    const hold = () =>
      new Promise<void>((resolve) => {
        isLeader.current = true;
        end.signal.addEventListener("abort", () => resolve(), { once: true });
      });
    const queue = (): void => {
      // Taken from us by another tab, or this page is going: wait in line again, or not at all.
      locks.request(LOCK, { signal: end.signal }, hold).catch(() => {
        isLeader.current = false;
        if (!end.signal.aborted) queue();
      });
    };
    const take = () => {
      if (isLeader.current || end.signal.aborted) return;
      locks.request(LOCK, { steal: true }, hold).catch(() => {
        isLeader.current = false;
        if (!end.signal.aborted) queue();
      });
    };
    if (document.hasFocus()) take();
    else queue();
    window.addEventListener("focus", take);
    return () => {
      window.removeEventListener("focus", take);
      end.abort();
    };
  }, []);
  return isLeader;
}
