import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { z } from "zod";
import { StartupError } from "@/db/startup-error";
import { EnvError } from "@/lib/env";
import { createRealtimeServer } from "@/lib/realtime/embedded/server";
import { realtimeOptions } from "@/lib/realtime/options";
import { explainListenError } from "@/scripts/lib/port.mjs";

const variables = z.object({
  PUSHER_APP_ID: z.string(),
  PUSHER_KEY: z.string(),
  PUSHER_SECRET: z.string().min(16, "16 characters or more: whoever knows it reads every chat"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(6001),
  HOST: z.string().default("0.0.0.0"),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  REALTIME_SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(50),
});

export type RealtimeService = { port: number; close: (staggerMs: number) => Promise<void> };

/**
 * Our server of the Pusher protocol in a process of its own, for several instances of the app. It holds nothing that must
 * last: whoever was connected comes back and catches up by HTTP.
 * @param source environment variables; the `PUSHER_` ones are those of the app.
 * @throws EnvError, StartupError
 */
export async function startRealtimeService(source: Record<string, string | undefined>): Promise<RealtimeService> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  }
  const { PUSHER_APP_ID: appId, PUSHER_KEY: key, PUSHER_SECRET: secret, HOST, PORT, PUBLIC_URL } = parsed.data;
  const realtime = createRealtimeServer(
    realtimeOptions(
      { appId, key, secret },
      { publicUrl: PUBLIC_URL, socketsPerAddress: parsed.data.REALTIME_SOCKETS_PER_ADDRESS },
    ),
  );
  const server = http.createServer((request, response) => {
    if (realtime.handleRequest(request, response)) return;
    const isAlive = request.url === "/healthz";
    response.writeHead(isAlive ? 200 : 404, { "content-type": "text/plain", "cache-control": "no-store" });
    response.end(isAlive ? "alive\n" : "not found\n");
  });
  server.on("upgrade", (request: http.IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    if (!realtime.handleUpgrade(request, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new StartupError(explainListenError(error, HOST, PORT))));
    server.listen({ host: HOST, port: PORT }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close(staggerMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await realtime.close({ staggerMs });
      server.closeAllConnections();
      await closed;
    },
  };
}
