import { type Agent, request } from "node:http";
import type { WebSocket } from "ws";
import { uuidv7 } from "@/lib/ids";
import type { RunSql } from "@/tests/faults/store";
import type { Starts } from "./starts";

/** One side of a chat, as what it sends and what it hears. */
export type Side = { headers: Record<string, string>; path: string };
/** A running server with chats in it, and a socket open for each side. */
export type Target = {
  port: number;
  pid: number;
  chats: readonly (readonly [Side, Side])[];
  sockets: readonly WebSocket[];
  starts: Starts;
  /** Its connections stay from one load to the next: a server that is busy takes in few new ones at a time. */
  agent: Agent;
  /** Asks the Postgres below, where there is one. */
  sql: RunSql | null;
  close: () => Promise<void>;
};

const TEXT = "Good morning, is the blue one still in stock, and how long would it take to Hamburg?";
const CLIENT_ID = '\\"clientId\\":\\"';
const PLAIN_CLIENT_ID = '"clientId":"';

/**
 * Writes into all chats for so many milliseconds. `sent`: messages that were seen by then, all of which were accepted.
 * `seenMs`: from the post to the other side's socket, of those that were on their way by then, too.
 */
export async function load(
  { port, chats, sockets, agent }: Target,
  forMs: number,
): Promise<{ sent: number; seenMs: number[] }> {
  const startedAt = new Map<string, number>();
  const seenMs: number[] = [];
  const endsAt = performance.now() + forMs;
  let sent = 0;
  // Read as text: what a browser would do with it is not the server's cost.
  const onMessage = (data: unknown) => {
    const text = String(data);
    if (!text.includes("appended")) return;
    const mark = text.includes(CLIENT_ID) ? CLIENT_ID : PLAIN_CLIENT_ID;
    const at = text.indexOf(mark);
    const clientId = text.slice(at + mark.length, at + mark.length + 36);
    const began = startedAt.get(clientId);
    if (at < 0 || began === undefined) return;
    startedAt.delete(clientId);
    const now = performance.now();
    seenMs.push(now - began);
    if (now <= endsAt) sent += 1;
  };
  for (const socket of sockets) socket.on("message", onMessage);
  await Promise.all(
    chats.map(async (sides) => {
      for (let turn = 0; performance.now() < endsAt; turn++) {
        const side = sides[turn % 2] ?? sides[0];
        const clientId = uuidv7();
        startedAt.set(clientId, performance.now());
        await post(agent, port, side, { clientId, body: TEXT });
      }
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (const socket of sockets) socket.off("message", onMessage);
  if (startedAt.size > 0) throw new Error(`${startedAt.size} messages were not seen by the other side`);
  return { sent, seenMs };
}

function post(agent: Agent, port: number, { path, headers }: Side, body: object): Promise<void> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: "127.0.0.1",
        port,
        path,
        method: "POST",
        headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(text) },
      },
      (response) => {
        if (response.statusCode !== 201) reject(new Error(`${path} was answered with ${response.statusCode}`));
        response.resume().once("end", resolve);
      },
    );
    sent.once("error", reject).end(text);
  });
}
