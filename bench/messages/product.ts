import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent } from "node:http";
import { WebSocket } from "ws";
import type { InboxDto } from "@/lib/chats/inbox-schemas";
import { randomToken, uuidv7 } from "@/lib/ids";
import { type Caller, call, pause } from "@/tests/faults/clients/http";
import { type Seeded, seedFaultRun } from "@/tests/faults/seed";
import { freePort, ServerProcess } from "@/tests/faults/server-process";
import type { Store } from "@/tests/faults/store";
import type { Target } from "./load";

/** An operator's chats at most: a socket may follow a hundred channels. */
const CHATS_EACH = 50;
const PATIENCE_MS = 60_000;

type Talk = { chatId: string; visitor: Caller; owner: Caller };

/** The built server with active chats, each followed by its visitor and, like the inbox does, by its operator. */
export async function openProduct(store: Store, chatCount: number): Promise<Target> {
  const authSecret = randomBytes(32).toString("base64url");
  const seeded = await store.use((db) => seedRun(db, authSecret, Math.max(2, Math.ceil(chatCount / CHATS_EACH) + 1)));
  const port = await freePort();
  const server = new ServerProcess(port, {
    ...store.env,
    AUTH_SECRET: authSecret,
    REALTIME_SOCKETS_PER_ADDRESS: "100000",
  });
  await server.start();
  const { origin } = server;
  const operators = seeded.operators.map(({ id, cookie }) => ({ id, caller: callerOf(origin, { cookie }) }));
  for (const { caller } of operators) {
    await call(caller, "PUT", "/api/operators/me/presence", { intent: "online" });
    await call(caller, "POST", "/api/pulse", { chatIds: [] });
  }
  const begin = async (name: string) => {
    const visitor = callerOf(origin, { authorization: `Bearer ${randomToken(32)}` });
    const body = { key: seeded.automatic.key, clientId: uuidv7(), name, body: "Hello" };
    const started = await call<{ chat: { id: string } }>(visitor, "POST", "/api/chats", body);
    if (!started.ok) throw new Error(`a chat could not be started: ${started.code}`);
    return { visitor, chatId: started.data.chat.id };
  };
  const visitors = new Map<string, Caller>();
  while (visitors.size < chatCount) {
    const { visitor, chatId } = await begin("Vera");
    visitors.set(chatId, visitor);
  }
  const talks: Talk[] = [];
  const sockets: WebSocket[] = [];
  for (const deadline = performance.now() + PATIENCE_MS; talks.length < chatCount; await pause(200)) {
    if (performance.now() > deadline) throw new Error(`only ${talks.length} chats have an owner`);
    talks.length = 0;
    for (const socket of sockets.splice(0)) socket.terminate();
    for (const { id, caller } of operators) {
      const inbox = await call<InboxDto>(caller, "GET", "/api/inbox");
      if (!inbox.ok) throw new Error("an inbox could not be read");
      const { mine, departments } = inbox.data;
      const channels = [
        `private-operator-${id}`,
        ...departments.map((department) => `presence-department-${department.id}`),
        ...mine.map((chat) => `private-chat-${chat.id}-${chat.epoch}`),
      ];
      sockets.push(await follow(port, caller, channels));
      for (const chat of mine) {
        const visitor = visitors.get(chat.id);
        if (visitor) talks.push({ chatId: chat.id, visitor, owner: caller });
      }
    }
  }
  const [inbox] = sockets;
  if (!inbox) throw new Error("no operator follows their inbox");
  for (const { chatId, visitor } of talks) {
    sockets.push(await follow(port, visitor, [`private-visitor-chat-${chatId}`]));
  }
  const agent = new Agent({ keepAlive: true, maxSockets: chatCount, maxFreeSockets: chatCount });
  const sideOf = (caller: Caller, chatId: string) => ({
    path: `/api/chats/${chatId}/messages`,
    headers: { ...caller.headers, origin },
  });
  return {
    port,
    pid: server.pid,
    chats: talks.map(({ chatId, visitor, owner }) => [sideOf(visitor, chatId), sideOf(owner, chatId)] as const),
    sockets,
    agent,
    starts: {
      socket: inbox,
      async begin(name) {
        const { visitor, chatId } = await begin(name);
        return () => call(visitor, "POST", `/api/chats/${chatId}/closure`, {});
      },
    },
    sql: store.postgres ? store.runSql : null,
    async close() {
      for (const socket of sockets) socket.terminate();
      agent.destroy();
      await server.end("SIGTERM");
    },
  };
}

/** Operators of an earlier run on the same database are nobody's any more. */
async function seedRun(db: Parameters<Parameters<Store["use"]>[0]>[0], secret: string, count: number): Promise<Seeded> {
  await db.execute("delete from department_members");
  await db.execute("update operators set email = id || '@example.com'");
  return seedFaultRun(db, secret, count);
}

const callerOf = (origin: string, headers: Record<string, string>): Caller => ({
  origin,
  headers,
  timeoutMs: () => 12_000,
});

async function follow(port: number, caller: Caller, channels: readonly string[]): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/app/foyer?protocol=7&client=bench&version=1`, {
    perMessageDeflate: false,
  });
  const [hello] = await once(socket, "message");
  const { socket_id: socketId } = JSON.parse(JSON.parse(String(hello)).data);
  let left = channels.length;
  const joined = new Promise<void>((resolve) => {
    const onMessage = (data: unknown) => {
      if (!String(data).startsWith('{"event":"pusher_internal:subscription_succeeded"') || --left > 0) return;
      socket.off("message", onMessage);
      resolve();
    };
    socket.on("message", onMessage);
  });
  for (const channel of channels) {
    const body = { socketId, channelName: channel };
    const answer = await call<object>(caller, "POST", "/api/realtime/auth", body);
    if (!answer.ok) throw new Error(`${channel}: ${answer.code}`);
    socket.send(JSON.stringify({ event: "pusher:subscribe", data: { channel, ...answer.data } }));
  }
  await joined;
  return socket;
}
