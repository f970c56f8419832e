import type { WorkerLike } from "./pulse-clock";

/** The pulse worker of this page; null where the browser has no workers or forbids them. */
export function startPulseWorker(): WorkerLike | null {
  if (typeof Worker === "undefined") return null;
  try {
    return new Worker(new URL("./pulse.worker.ts", import.meta.url), { type: "module" });
  } catch {
    return null;
  }
}

/** Whether anybody can see this page, and where its heartbeats go. */
export const pageSight = {
  address: () => new URL("/api/pulse", location.origin).href,
  isHidden: () => document.visibilityState === "hidden",
  onChange(listener: () => void) {
    document.addEventListener("visibilitychange", listener);
    return () => document.removeEventListener("visibilitychange", listener);
  },
};
