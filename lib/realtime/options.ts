import { addressBehind } from "@/lib/auth/client-address";
import { log } from "@/lib/log";
import type { EmbeddedRealtimeOptions, RealtimeApp } from "@/lib/realtime/embedded/options";

/** Typing is all that a browser may send, so this is its pace: a page tells of it once in two seconds. */
const TYPING_PER_SECOND = 0.5;

/** How our server of the Pusher protocol serves Foyer, in the app's own process or in one of its own. */
export function realtimeOptions(
  app: RealtimeApp,
  { publicUrl, socketsPerAddress }: { publicUrl: string | undefined; socketsPerAddress: number },
): EmbeddedRealtimeOptions {
  const publicOrigin = publicUrl && new URL(publicUrl).origin;
  return {
    apps: [app],
    log,
    limits: { socketsPerAddress, clientEventsPerSecond: TYPING_PER_SECOND },
    addressOf: ({ socket, headers }) => addressBehind(socket.remoteAddress ?? "", joined(headers["x-forwarded-for"])),
    // Typing is the only thing that one browser may tell another without asking the server.
    isClientEventAllowed: (event) => event === "client-typing",
    // Inbox and widget frame are pages of ours, so their sockets come from our own origin. Programs send none.
    ...(publicOrigin && { isOriginAllowed: (origin) => origin === undefined || origin === publicOrigin }),
  };
}

const joined = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header.join(",") : header) ?? null;
