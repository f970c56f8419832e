import { z } from "zod";

/** What the service worker (public/sw.js) tells the pages of this browser. */
export const workerMessage = z.discriminatedUnion("type", [
  /** A notification was clicked. */
  z.object({ type: z.literal("open"), chatId: z.uuid() }),
  /** Something was pushed just now. */
  z.object({ type: z.literal("pushed"), id: z.string(), kind: z.string() }),
]);
export type WorkerMessage = z.infer<typeof workerMessage>;

/** Calls back for each message; what is of another shape is dropped. Returns how to stop. */
export function onWorkerMessage(listener: (message: WorkerMessage) => void): () => void {
  const container = typeof navigator === "undefined" ? undefined : navigator.serviceWorker;
  if (!container) return () => {};
  const hear = ({ data, ports }: MessageEvent) => {
    const message = workerMessage.safeParse(data);
    if (!message.success) return;
    listener(message.data);
    // Without a word the worker takes this page for one that hears nothing.
    ports[0]?.postMessage("heard");
  };
  container.addEventListener("message", hear);
  return () => container.removeEventListener("message", hear);
}
