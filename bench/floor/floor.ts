import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:http";
import { WebSocket } from "ws";
import { uuidv7 } from "@/lib/ids";
import { call } from "@/tests/faults/clients/http";
import { freePort } from "@/tests/faults/server-process";
import type { Store } from "@/tests/faults/store";
import type { Target } from "../messages/load";
import { INBOX } from "./serve";

export const FLOOR_ARGUMENT = "--floor";

/** A process with the bare server: what is posted is stored, and then told to the chat's other side. */
export async function openFloor(store: Store, chatCount: number): Promise<Target> {
  const port = await freePort();
  const child = fork(process.argv[1] ?? "", [FLOOR_ARGUMENT], {
    env: { ...process.env, PORT: String(port), DATABASE_URL: store.env.DATABASE_URL },
  });
  await once(child, "message");
  const ids = Array.from({ length: chatCount }, () => uuidv7());
  const open = async (path: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${path}`, { perMessageDeflate: false });
    await once(socket, "open");
    return socket;
  };
  const side = (id: string, name: string) => ({ path: `/chats/${id}/${name}`, headers: {} });
  const inbox = await open(INBOX);
  const sockets = await Promise.all(
    ids.flatMap((id) => ["visitor", "operator"].map((name) => open(`chats/${id}/${name}`))),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: chatCount, maxFreeSockets: chatCount });
  const caller = { origin: `http://127.0.0.1:${port}`, headers: {}, timeoutMs: () => 12_000 };
  return {
    port,
    pid: child.pid ?? 0,
    chats: ids.map((id) => [side(id, "visitor"), side(id, "operator")] as const),
    sockets,
    agent,
    starts: {
      socket: inbox,
      async begin(name) {
        await call(caller, "POST", `/starts/${uuidv7()}/visitor`, { clientId: uuidv7(), body: "Hello", name });
        return async () => undefined;
      },
    },
    sql: store.runSql,
    async close() {
      for (const socket of [inbox, ...sockets]) socket.terminate();
      agent.destroy();
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
