"use client";

import { useEffect } from "react";
import { tellOutOfSight } from "@/lib/inbox/inbox-api";

const LOCK = "foyer.inbox.in-sight";

/** Whether another tab of this browser shows an inbox. Without Web Locks (pages without TLS): as if there were none. */
async function isSeenElsewhere(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query().catch(() => undefined)) ?? {};
  return held.some(({ name }) => name === LOCK);
}

/**
 * Tells the server when the last inbox of this browser goes out of sight, so that it pushes from that moment on; that one
 * is in sight, each pulse says. All tabs in sight share a lock, because one tab cannot ask another whether it is seen.
 */
export function useSight(): void {
  useEffect(() => {
    let release: (() => void) | null = null;
    const hold = () => {
      if (release || !navigator.locks) return;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      void navigator.locks.request(LOCK, { mode: "shared" }, () => held).catch(() => undefined);
    };
    const letGo = () => {
      release?.();
      release = null;
    };
    const hide = async () => {
      letGo();
      // The lock is free a moment after it was let go.
      await Promise.resolve();
      if (!(await isSeenElsewhere())) tellOutOfSight();
    };
    const change = () => (document.visibilityState === "visible" ? hold() : void hide());
    change();
    document.addEventListener("visibilitychange", change);
    window.addEventListener("pagehide", change);
    return () => {
      letGo();
      document.removeEventListener("visibilitychange", change);
      window.removeEventListener("pagehide", change);
    };
  }, []);
}
