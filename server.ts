// The self-hosted entry: pages, hot routes, embedded realtime and timers on one port. Serverless hosts do without it.
import http from "node:http";
import type { Duplex } from "node:stream";
import { databaseHandle } from "@/db/client";
import { StartupError } from "@/db/startup-error";
import { hotRoutes } from "@/lib/api/routes";
import { authSecret } from "@/lib/auth/secret";
import { isSetupOpen, setupToken } from "@/lib/auth/setup-token";
import { channelDoor } from "@/lib/channels/process-channels";
import { type ChannelWatch, watchChannels } from "@/lib/channels/watch-channels";
import { ensureInstallation } from "@/lib/company/ensure-installation";
import { processDoor } from "@/lib/door";
import { env } from "@/lib/env";
import { observeRequest } from "@/lib/health/metrics";
import { mountHotRoutes, stampPeer } from "@/lib/http/node-adapter";
import { limitBodyTime } from "@/lib/http/node-streams";
import { type Schedule, startSchedule } from "@/lib/jobs/schedule";
import { log } from "@/lib/log";
import { processPushKeys } from "@/lib/push/process-push";
import { installEmbeddedRealtime } from "@/lib/realtime/server";
import { banner } from "@/lib/startup/banner";
import { prepareDataDir } from "@/lib/startup/data-dir";
import { embedAssets } from "@/lib/startup/embed-assets";
import { explainStartFailure } from "@/lib/startup/explain";
import { loadPages, type Pages } from "@/lib/startup/pages";
import { handleProcessEvents, type StopSignal } from "@/lib/startup/stop-signals";
import { explainListenError, portProblem } from "@/scripts/lib/port.mjs";

/** Time for requests under way when a stop begins. */
const DRAIN_MS = 2000;
/** A request is complete within this time, unless it brings a file over a slow line. */
const BODY_MS = 60_000;
const UPLOAD_MS = 600_000;
const UPLOAD_PATH = /^\/api\/chats\/[^/?]+\/files(?:\?|$)/;
/** Reconnecting clients are spread over this long; somebody who pressed Ctrl-C waits in front of the terminal. */
const STAGGER_MS = { SIGTERM: 4000, SIGINT: 1000 };

/** What a stop has to end, in the order of its end; each part is there from the moment it runs. */
type Running = {
  schedule?: Schedule;
  mailboxes?: ChannelWatch;
  server?: http.Server;
  realtime?: ReturnType<typeof installEmbeddedRealtime>;
  pages?: Pages;
  database?: Awaited<ReturnType<typeof databaseHandle>>;
};

async function start(running: Running): Promise<void> {
  const startedAt = performance.now();
  const { NODE_ENV, HOST, PORT, DATA_DIR, DATABASE_URL, AUTH_SECRET, PUBLIC_URL } = env();
  const dev = NODE_ENV === "development";
  const problem = await portProblem(HOST, PORT);
  if (problem) throw new StartupError(problem);
  if (!DATABASE_URL || !AUTH_SECRET) prepareDataDir(DATA_DIR);
  const secret = authSecret();

  const opening = openDatabase(running);
  // The embedded database opens on a thread of its own. A connection is given 3 s, which on a slow machine would be over
  // before the loading of the pages lets this thread look at it.
  if (DATABASE_URL) await opening;
  const pages = loadPages({ dev, hostname: HOST, port: PORT });
  running.pages = pages;
  const database = await opening;
  running.realtime = installEmbeddedRealtime();
  // Chats go on before the pages are there.
  running.server = await listen(createServer(pages, running.realtime, dev), HOST, PORT);
  const door = await processDoor();
  running.schedule = startSchedule(door);
  running.mailboxes = watchChannels(channelDoor(door));
  await pages.ready;

  const hasAdmin = !(await isSetupOpen(database.db));
  console.log(
    banner({
      port: PORT,
      publicUrl: PUBLIC_URL,
      setupToken: hasAdmin ? null : setupToken(secret),
      database: database.kind,
      dataDir: DATA_DIR,
      realtime: running.realtime ? "embedded" : "hosted",
      readyInMs: performance.now() - startedAt,
    }),
  );
}

async function openDatabase(running: Running) {
  const handle = await databaseHandle();
  running.database = handle;
  await handle.migrate();
  await ensureInstallation(handle.db);
  await processPushKeys(handle.db);
  return handle;
}

function createServer(pages: Pages, realtime: Running["realtime"], dev: boolean): http.Server {
  // In development Next serves these routes as well, from their sources as they are now.
  const hot = dev ? () => false : mountHotRoutes(hotRoutes, { observe: observeRequest });
  const assets = embedAssets("public/embed", { dev });
  // Keep-alive outlasts the idle timeout of proxies (60 s is common), so that they never reuse a socket we close.
  const timeouts = { keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: UPLOAD_MS };
  const server = http.createServer({ ...timeouts, connectionsCheckingInterval: 5000 }, (request, response) => {
    stampPeer(request);
    if (!UPLOAD_PATH.test(request.url ?? "")) limitBodyTime(request, BODY_MS);
    if (realtime?.handleRequest(request, response)) return;
    // Before the hot routes: only this knows which names under /embed are files and not keys.
    if (assets(request, response) || hot(request, response)) return;
    pages.serve(request, response).catch((error: unknown) => {
      log.error({ err: error }, "request failed");
      response.destroy();
    });
  });
  server.on("upgrade", (request: http.IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    stampPeer(request);
    if (realtime?.handleUpgrade(request, socket, head)) return;
    if (dev && pages.upgrade(request, socket, head)) return;
    socket.destroy();
  });
  return server;
}

function listen(server: http.Server, host: string, port: number): Promise<http.Server> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new StartupError(explainListenError(error, host, port))));
    server.listen({ host, port }, () => resolve(server));
  });
}

async function stop(
  { schedule, mailboxes, server, realtime, pages, database }: Running,
  signal: StopSignal,
): Promise<void> {
  console.log("\n  Foyer is stopping ...");
  const jobsEnd = Promise.all([schedule?.stop(), mailboxes?.stop()]);
  await Promise.all([server && drain(server), realtime?.close({ staggerMs: STAGGER_MS[signal] })]);
  await jobsEnd;
  await pages?.close();
  await database?.close();
  console.log("  Foyer has stopped.");
}

/** Takes no connection any more, lets requests under way finish, and cuts what is left after `DRAIN_MS`. */
async function drain(server: http.Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const closeIdle = setInterval(() => server.closeIdleConnections(), 50);
  const late = new Promise<void>((resolve) => setTimeout(resolve, DRAIN_MS));
  await Promise.race([closed, late]);
  clearInterval(closeIdle);
  server.closeAllConnections();
}

const running: Running = {};
handleProcessEvents((signal) => stop(running, signal));
start(running).catch(async (error: unknown) => {
  console.error(explainStartFailure(error).join("\n"));
  await running.database?.close().catch(() => undefined);
  process.exit(1);
});
