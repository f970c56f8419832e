import { randomBytes } from "node:crypto";
import { WebSocket } from "ws";
import { z } from "zod";
import { fact, type HealthCheck } from "../schemas";

export type RealtimeProbe = {
  mode: "embedded" | "hosted";
  /** Where sockets connect to; null where no server of ours runs in this process. */
  url: string | null;
  /** Signs the subscription of a socket, as for a browser. */
  authorize: (socketId: string, channel: string) => string;
  publish: (channel: string, event: string, data: string) => Promise<void>;
  /** Open sockets of this process; null where realtime is elsewhere. */
  sockets: number | null;
};

const EVENT = "probe";
const HEAR_MS = 4_000;
const message = z.object({ event: z.string(), channel: z.string().optional(), data: z.unknown() });
const established = z.object({ socket_id: z.string() });

/** Why nothing was heard. */
class Unheard extends Error {
  constructor(readonly reason: "unreachable" | "refused" | "unpublished" | "silent") {
    super(reason);
  }
}

/**
 * Whether an event that is published here gets to a socket: one connects as a browser does, joins a private channel of
 * its own, and waits for what is then published to it.
 */
export async function checkRealtime(probe: RealtimeProbe): Promise<HealthCheck> {
  const { mode, url, sockets } = probe;
  const known = [...fact("mode", mode), ...fact("sockets", sockets, "count")];
  if (url === null) return { name: "realtime", state: "fail", reason: "notRunning", facts: known };
  const startedAt = performance.now();
  try {
    await hearBack(url, probe);
    const facts = [...known, ...fact("roundTrip", performance.now() - startedAt, "ms")];
    return { name: "realtime", state: "ok", reason: "ok", facts };
  } catch (error) {
    return {
      name: "realtime",
      state: "fail",
      reason: error instanceof Unheard ? error.reason : "unreachable",
      facts: known,
    };
  }
}

function hearBack(url: string, { authorize, publish }: RealtimeProbe): Promise<void> {
  const channel = `private-foyer-probe-${randomBytes(9).toString("hex")}`;
  const word = randomBytes(9).toString("hex");
  const socket = new WebSocket(url, { handshakeTimeout: HEAR_MS });
  let stage: Unheard["reason"] = "unreachable";
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => end(new Unheard(stage)), HEAR_MS);
    const end = (error?: Unheard) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      // It may fail still, which then concerns nobody.
      socket.on("error", () => undefined);
      socket.terminate();
      if (error) reject(error);
      else resolve();
    };
    socket.on("error", () => end(new Unheard(stage)));
    socket.on("close", () => end(new Unheard(stage)));
    socket.on("message", (raw) => {
      const got = message.safeParse(parse(String(raw)));
      if (!got.success) return;
      const { event, data } = got.data;
      if (event === "pusher:connection_established") {
        stage = "refused";
        const hello = established.safeParse(parse(String(data)));
        if (!hello.success) return end(new Unheard("unreachable"));
        const auth = authorize(hello.data.socket_id, channel);
        socket.send(JSON.stringify({ event: "pusher:subscribe", data: { channel, auth } }));
      } else if (event === "pusher_internal:subscription_succeeded") {
        stage = "silent";
        publish(channel, EVENT, JSON.stringify({ word })).catch(() => end(new Unheard("unpublished")));
      } else if (event === "pusher:subscription_error" || event === "pusher:error") {
        end(new Unheard("refused"));
      } else if (event === EVENT && JSON.stringify(data).includes(word)) {
        end();
      }
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
