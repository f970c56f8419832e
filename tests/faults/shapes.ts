import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { pause } from "./clients/http";
import { freePort, type Program, REALTIME, SERVER, ServerProcess } from "./server-process";

/**
 * `one`: one process that brings everything but Postgres. `instances`: two of them without state, and realtime as a service
 * of its own. `serverless`: the same without a process of ours: Next alone, and its clock calls addresses.
 */
export type Shape = "one" | "instances" | "serverless";

export type Processes = {
  instances: ServerProcess[];
  realtime: ServerProcess | null;
  /** What clients are told of realtime; null: it is where the app is. */
  realtimeAt: { origin: string; key: string } | null;
  end: (signal: "SIGKILL" | "SIGTERM") => Promise<void>;
};

const NEXT: Program = { args: ["node_modules/next/dist/bin/next", "start"], healthPath: "/api/health" };
const KEY = "foyer-key";
/** Files are of no interest here; but nothing starts on a serverless host without a place for them. */
const BUCKET = {
  S3_BUCKET: "none",
  S3_ENDPOINT: "http://127.0.0.1:9",
  S3_ACCESS_KEY_ID: "none",
  S3_SECRET_ACCESS_KEY: "none",
};
const METRICS_TOKEN = "the metrics of a fault run";

/** Starts what the shape is made of. */
export async function startShape(shape: Shape, given: Record<string, string>): Promise<Processes> {
  const isOne = shape === "one";
  const realtimePort = await freePort();
  const pusher = { PUSHER_APP_ID: "foyer", PUSHER_KEY: KEY, PUSHER_SECRET: randomBytes(16).toString("hex") };
  const realtime = isOne
    ? null
    : new ServerProcess(realtimePort, { ...pusher, REALTIME_SOCKETS_PER_ADDRESS: "1000" }, REALTIME);
  const env = isOne
    ? given
    : {
        ...given,
        ...pusher,
        PUSHER_HOST: "127.0.0.1",
        PUSHER_PORT: String(realtimePort),
        PUSHER_TLS: "0",
        METRICS_TOKEN,
      };
  const instances: ServerProcess[] = [];
  for (let i = 0; i < (isOne ? 1 : 2); i++) {
    const port = await freePort();
    instances.push(
      shape === "serverless"
        ? new ServerProcess(port, { ...env, ...BUCKET, VERCEL: "1" }, NEXT)
        : new ServerProcess(port, env, SERVER),
    );
  }
  await realtime?.start();
  // One after the other: both would migrate the database, which another test looks at.
  for (const instance of instances) await instance.start();
  const clock = shape === "serverless" ? startClock(instances, given.CRON_SECRET ?? "") : null;
  return {
    instances,
    realtime,
    realtimeAt: realtime && { origin: realtime.origin, key: KEY },
    async end(signal) {
      clock?.stop();
      await Promise.all([...instances, ...(realtime ? [realtime] : [])].map((one) => one.end(signal)));
    },
  };
}

const CLOCK_MS = 1000;

/** Calls what the hosting's file says, far more often than once a minute, at whichever instance is there. */
function startClock(instances: readonly ServerProcess[], secret: string) {
  const { crons } = JSON.parse(readFileSync("vercel.json", "utf8")) as { crons: { path: string }[] };
  let isOver = false;
  const work = async () => {
    for (let turn = 0; !isOver; turn++) {
      const there = instances.filter(({ isRunning }) => isRunning);
      const instance = there[turn % Math.max(1, there.length)];
      for (const { path } of instance ? crons : []) {
        if (isOver) break;
        const headers = { authorization: `Bearer ${secret}` };
        await fetch(`${instance?.origin}${path}`, { headers, signal: AbortSignal.timeout(5000) })
          .then((response) => response.text())
          .catch(() => "");
      }
      await pause(CLOCK_MS);
    }
  };
  void work();
  return {
    stop: () => {
      isOver = true;
    },
  };
}

/** How many messages an instance has stored since it began. */
export async function messagesOf(instance: ServerProcess): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const text = await fetch(`${instance.origin}/metrics`, { headers }).then((response) => response.text());
  const counts = text.matchAll(/^foyer_messages_total\{[^}]*\} (\d+)$/gm);
  return [...counts].reduce((total, [, count]) => total + Number(count), 0);
}
