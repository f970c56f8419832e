import type { WebSocket } from "ws";
import { uuidv7 } from "@/lib/ids";

/** How a chat begins on a running server, and the socket on which an operator hears of it. */
export type Starts = {
  /** Begins one in which the visitor goes by this name; answers with how it ends again. */
  begin: (name: string) => Promise<() => Promise<unknown>>;
  socket: WebSocket;
};

const WARM_UP = 20;
const PATIENCE_MS = 10_000;

/** Chats that begin and end one after the other: milliseconds of each from the post until the operator's socket names it. */
export async function startChats(starts: Starts, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let turn = -WARM_UP; turn < count; turn++) {
    const name = `Vera ${uuidv7()}`;
    const seen = named(starts.socket, name);
    const startedAt = performance.now();
    const [end] = await Promise.all([
      starts.begin(name),
      seen.then(() => turn >= 0 && times.push(performance.now() - startedAt)),
    ]);
    await end();
  }
  return times;
}

/** Settles with the first message that has the name in it. */
function named(socket: WebSocket, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no operator heard of a chat that began")), PATIENCE_MS);
    const onMessage = (data: unknown) => {
      if (!String(data).includes(name)) return;
      clearTimeout(timer);
      socket.off("message", onMessage);
      resolve();
    };
    socket.on("message", onMessage);
  });
}
