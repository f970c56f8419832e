// `npm run bench:memory [-- --idle=10000 --only=embedded]`: what the server's process holds at rest, and with ten thousand sockets
// that follow a channel each; beside the floor of bench/messages with as many sockets.
import { randomBytes } from "node:crypto";
import type { WebSocket } from "ws";
import { pause } from "@/tests/faults/clients/http";
import { freePort, ServerProcess } from "@/tests/faults/server-process";
import type { Store } from "@/tests/faults/store";
import { FLOOR_ARGUMENT, openFloor } from "./floor/floor";
import { beFloor } from "./floor/serve";
import { closeAll, openIdle, openPlain, realtimeSecret } from "./sockets/idle";
import { note, type Subject } from "./support/figures";
import { machine, numberOption, textOption } from "./support/report";
import { onEachStore, residentBytes } from "./support/server";

const IDLE = numberOption("idle", 10_000);
const CHANNELS = 20;
/** The engine gives back what a start took when nothing has happened for some 30 s. */
const REST_MS = 60_000;
const GOAL = { restMegabytes: 250, socketKilobytes: 20 };

const mb = (bytes: number) => bytes / 1024 / 1024;

async function measure(subject: Subject, pid: number, openSockets: () => Promise<WebSocket[]>): Promise<boolean> {
  await pause(REST_MS);
  const rest = residentBytes(pid);
  const sockets = await openSockets();
  await pause(REST_MS);
  const full = residentBytes(pid);
  await closeAll(sockets);
  const each = (full - rest) / IDLE / 1024;
  console.log(`${subject}: ${mb(rest).toFixed(0)} MB at rest, ${mb(full).toFixed(0)} MB with ${IDLE} sockets`);
  const isProduct = subject !== "floor";
  const [isSmall, isCheap] = [mb(rest) <= GOAL.restMegabytes, each <= GOAL.socketKilobytes];
  note([
    {
      what: "memory at rest",
      subject,
      value: `${mb(rest).toFixed(0)} MB`,
      ...(isProduct && { wanted: `<= ${GOAL.restMegabytes} MB`, isMet: isSmall }),
    },
    {
      what: `memory with ${IDLE} sockets`,
      subject,
      value: `${mb(full).toFixed(0)} MB, ${each.toFixed(1)} KB each`,
      ...(isProduct && { wanted: `<= ${GOAL.socketKilobytes} KB each`, isMet: isCheap }),
    },
  ]);
  return !isProduct || (isSmall && isCheap);
}

async function measureFloor(store: Store): Promise<void> {
  const floor = await openFloor(store, 0);
  try {
    await measure("floor", floor.pid, () => openPlain(floor.port, IDLE));
  } finally {
    await floor.close();
  }
}

async function measureProduct(store: Store): Promise<boolean> {
  const authSecret = randomBytes(32).toString("base64url");
  const env = { ...store.env, AUTH_SECRET: authSecret, REALTIME_SOCKETS_PER_ADDRESS: "100000" };
  const server = new ServerProcess(await freePort(), env);
  await server.start();
  try {
    // Somebody has looked at a page: at rest is a server that has worked.
    await (await fetch(`${server.origin}/login`)).text();
    const channels = Array.from({ length: CHANNELS }, () => `private-visitor-chat-${crypto.randomUUID()}`);
    return await measure(store.kind, server.pid, () =>
      openIdle(server.port, realtimeSecret(authSecret), channels, IDLE),
    );
  } finally {
    await server.end("SIGTERM");
  }
}

async function main(): Promise<boolean> {
  const met: boolean[] = [];
  await onEachStore(textOption("only"), async (store) => {
    if (store.postgres) {
      store.env.DATABASE_URL = store.postgres.server.url;
      await measureFloor(store);
    }
    met.push(await measureProduct(store));
  });
  console.log(machine());
  return met.every(Boolean);
}

if (process.argv.includes(FLOOR_ARGUMENT)) await beFloor();
else process.exit((await main()) ? 0 : 1);
