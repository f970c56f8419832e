import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createRealtimeServer, type RealtimeStats } from "@/lib/realtime/embedded/server";
import type { Certificate } from "./workshop";

/** The apps whose keys stand in the sources of the pusher-js suite, with the cluster that each belongs to. */
export const APPS = {
  mt1: { appId: "1", key: "c49a449b916bb4246729", secret: randomBytes(16).toString("hex") },
  eu: { appId: "2", key: "cb7d5e50f5669e5c9ae6", secret: randomBytes(16).toString("hex") },
};

export type RealtimeHost = {
  /** `host:port` without and with TLS. */
  plain: string;
  tls: string;
  stats(): RealtimeStats & { errors: number };
  close(): Promise<void>;
};

/** The embedded server with the limits that the product has, alone in a process, once without and once with TLS. */
export async function startRealtimeHost({ key, cert }: Certificate): Promise<RealtimeHost> {
  let errors = 0;
  const error = (details: object, message: string) => {
    errors += 1;
    console.error(message, details);
  };
  const realtime = createRealtimeServer({
    apps: [APPS.mt1, APPS.eu],
    log: { info: () => {}, warn: () => {}, error },
    httpTransports: true,
  });
  const answer: RequestListener = (request, response) => {
    if (!realtime.handleRequest(request, response)) response.writeHead(404).end();
  };
  const servers = [createServer(answer), createTlsServer({ key, cert }, answer)];
  const [plain = "", tls = ""] = await Promise.all(
    servers.map((server) => {
      server.on("upgrade", (request, socket, head) => {
        if (!realtime.handleUpgrade(request, socket, head)) socket.destroy();
      });
      return listen(server);
    }),
  );
  return {
    plain,
    tls,
    stats: () => ({ ...realtime.stats(), errors }),
    close: async () => {
      await realtime.close({ staggerMs: 100 });
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return `127.0.0.1:${address.port}`;
}
