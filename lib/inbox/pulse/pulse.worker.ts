import { Heartbeat } from "./heartbeat";
import type { FromWorker, ToWorker } from "./worker-messages";

type WorkerScope = {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage: (m: FromWorker) => void;
};

/** The compiler knows the globals of pages only; in this file `self` is a worker's. */
const scope = self as unknown as WorkerScope;

const heartbeat = new Heartbeat({
  tell: (message) => scope.postMessage(message),
  beat: (address) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ chatIds: [] });
    // No answer, or a refusal: the page finds out by itself, and the next one comes anyway.
    fetch(address, { method: "POST", cache: "no-store", credentials: "same-origin", headers, body }).catch(() => {});
  },
});

scope.onmessage = ({ data }) => heartbeat.hear(data);
scope.postMessage({ type: "ready" });
