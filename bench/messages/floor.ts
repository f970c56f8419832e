import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { WebSocket, WebSocketServer } from "ws";
import { uuidv7 } from "@/lib/ids";
import { call } from "@/tests/faults/clients/http";
import { freePort } from "@/tests/faults/server-process";
import type { Store } from "@/tests/faults/store";
import type { Target } from "./load";

export const FLOOR_ARGUMENT = "--floor";
const POOL = 10;
/** The path of the socket that hears of chats that begin. */
const INBOX = "chats/inbox/operator";

const CREATE = `create table if not exists floor_messages (
  chat_id uuid not null, seq bigserial, client_id uuid not null, side text not null, body text not null,
  created_at timestamptz not null default now(), primary key (chat_id, seq), unique (chat_id, side, client_id))`;
const CREATE_CHATS = `create table if not exists floor_chats (
  id uuid primary key, name text not null, created_at timestamptz not null default now())`;
const INSERT_CHAT = "insert into floor_chats (id, name) values ($1, $2)";
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
  const caller = { origin: `http://127.0.0.1:${port}`, headers: {}, timeoutMs: () => 12_000 };
  return {
    port,
    pid: child.pid ?? 0,
    chats: ids.map((id) => [side(id, "visitor"), side(id, "operator")] as const),
    sockets,
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
  await pool.query(CREATE_CHATS);
  const listeners = new Map<string, WebSocket>();
  const server = createServer((request, response) => {
    const [, kind = "", chatId = "", side = ""] = (request.url ?? "").split("/");
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", async () => {
      const { clientId, body, name } = JSON.parse(text);
      const isStart = kind === "starts";
      if (isStart) await pool.query({ name: "insert chat", text: INSERT_CHAT, values: [chatId, name] });
      const values = [chatId, clientId, side, body];
      const { rows } = await pool.query({ name: "insert", text: INSERT, values });
      const message = JSON.stringify({ event: "appended", chatId, clientId, body, name, ...rows[0] });
      response.writeHead(201, { "content-type": "application/json" }).end(message);
      const other = side === "visitor" ? "operator" : "visitor";
      listeners.get(`${isStart ? "inbox" : chatId}/${other}`)?.send(message);
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
