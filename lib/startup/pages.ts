import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setImmediate } from "node:timers/promises";

type Options = { dev: boolean; hostname: string; port: number };
/** The pages of this process: Next, which takes longer to load than everything else together. */
export type Pages = {
  /** Settles when they are loaded. */
  ready: Promise<void>;
  /** Serves a request as soon as they are. */
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Takes an upgrade of Next's own, as it has them in development; false for any other. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  close: () => Promise<void>;
};

/**
 * Begins to load them, once what is under way at this moment has been done, say opening a port: this thread is held up by
 * it, some hundred milliseconds at a time.
 */
export function loadPages({ dev, hostname, port }: Options): Pages {
  // Next gets a server that never listens: it would add its own listener for upgrades and end our sockets with it.
  const upgrades = http.createServer();
  const loading = (async () => {
    await setImmediate();
    const { default: next } = await import("next");
    const app = next({ dev, hostname, port, httpServer: upgrades });
    await app.prepare();
    return { app, handle: app.getRequestHandler() };
  })();
  const ready = loading.then(() => undefined);
  // Whoever waits for it hears of it; until then nobody may.
  ready.catch(() => undefined);
  return {
    ready,
    serve: async (request, response) => (await loading).handle(request, response),
    upgrade: (request, socket, head) => upgrades.emit("upgrade", request, socket, head),
    close: async () => {
      // Why they could not be loaded was told to whoever waited for them.
      const loaded = await loading.catch(() => null);
      await loaded?.app.close();
    },
  };
}
