import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { WebSocket, WebSocketServer } from "ws";
import { uuidv7 } from "@/lib/ids";
import { freePort } from "@/tests/faults/server-process";
import type { Store } from "@/tests/faults/store";
import type { Target } from "./load";

export const FLOOR_ARGUMENT = "--floor";
const POOL = 10;

const CREATE = `create table if not exists floor_messages (
  chat_id uuid not null, seq bigserial, client_id uuid not null, side text not null, body text not null,
  created_at timestamptz not null default now(), primary key (chat_id, seq), unique (chat_id, side, client_id))`;
const INSERT =
  "insert into floor_messages (chat_id, client_id, side, body) values ($1, $2, $3, $4) returning seq, created_at";

/** A process with the bare server: what is posted is stored, and then told to the chat's other side. */
export async function openFloor(store: Store, chatCount: number): Promise<Target> {
  const port = await freePort();
  const child = fork(process.argv[1] ?? "", [FLOOR_ARGUMENT], {
    env: { ...process.env, PORT: String(port), DATABASE_URL: store.env.DATABASE_URL },
  });
  await once(child, "message");
  const ids = Array.from({ length: chatCount }, () => uuidv7());
  const side = (id: string, name: string) => ({ path: `/chats/${id}/${name}`, headers: {} });
  const sockets = await Promise.all(
    ids.flatMap((id) =>
      ["visitor", "operator"].map(async (name) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/chats/${id}/${name}`, { perMessageDeflate: false });
        await once(socket, "open");
        return socket;
      }),
    ),
  );
  return {
    port,
    pid: child.pid ?? 0,
    chats: ids.map((id) => [side(id, "visitor"), side(id, "operator")] as const),
    sockets,
    sql: store.runSql,
    async close() {
      for (const socket of sockets) socket.terminate();
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** The inside of that process; runs until it is killed. */
export async function beFloor(): Promise<void> {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: POOL });
  await pool.query(CREATE);
  const listeners = new Map<string, WebSocket>();
  const server = createServer((request, response) => {
    const [, , chatId = "", side = ""] = (request.url ?? "").split("/");
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", async () => {
      const { clientId, body } = JSON.parse(text);
      const values = [chatId, clientId, side, body];
      const { rows } = await pool.query({ name: "insert", text: INSERT, values });
      const message = JSON.stringify({ event: "appended", chatId, clientId, body, ...rows[0] });
      response.writeHead(201, { "content-type": "application/json" }).end(message);
      listeners.get(`${chatId}/${side === "visitor" ? "operator" : "visitor"}`)?.send(message);
    });
  });
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  server.on("upgrade", (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => {
      listeners.set((request.url ?? "").split("/").slice(2).join("/"), opened);
    });
  });
  server.listen(Number(process.env.PORT), "127.0.0.1", () => process.send?.("listening"));
  await new Promise(() => {});
}
