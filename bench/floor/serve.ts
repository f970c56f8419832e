import { createServer } from "node:http";
import postgres from "postgres";
import { type WebSocket, WebSocketServer } from "ws";

const POOL = 10;
/** The path of the socket that hears of chats that begin. */
export const INBOX = "chats/inbox/operator";

type Posted = { clientId: string; body: string; name?: string };

/**
 * The floor itself: `node:http`, `ws` and postgres.js, which store what is posted and then tell the chat's other side, and know
 * no rules. A process of its own, at `PORT` and on `DATABASE_URL`; runs until it is killed.
 */
export async function beFloor(): Promise<void> {
  const sql = postgres(process.env.DATABASE_URL ?? "", { max: POOL, onnotice: () => {} });
  await sql`create table if not exists floor_messages (
    chat_id uuid not null, seq bigserial, client_id uuid not null, side text not null, body text not null,
    created_at timestamptz not null default now(), primary key (chat_id, seq), unique (chat_id, side, client_id))`;
  await sql`create table if not exists floor_chats (
    id uuid primary key, name text not null, created_at timestamptz not null default now())`;
  const listeners = new Map<string, WebSocket>();

  async function store(chatId: string, side: string, { clientId, body }: Posted) {
    const [row] = await sql`insert into floor_messages (chat_id, client_id, side, body)
      values (${chatId}, ${clientId}, ${side}, ${body}) returning seq, created_at`;
    return row;
  }

  const server = createServer((request, response) => {
    const [, kind = "", chatId = "", side = ""] = (request.url ?? "").split("/");
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", async () => {
      const posted: Posted = JSON.parse(text);
      const isStart = kind === "starts";
      if (isStart) await sql`insert into floor_chats (id, name) values (${chatId}, ${posted.name ?? ""})`;
      const row = await store(chatId, side, posted);
      const message = JSON.stringify({ event: "appended", chatId, ...posted, ...row });
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
