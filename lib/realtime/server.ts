import { addressBehind } from "@/lib/auth/client-address";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { createRealtimeServer, type RealtimeServer } from "@/lib/realtime/embedded/server";
import { realtimeSettings } from "@/lib/realtime/settings";

// The server bundle makes it, the Next bundle publishes through it: both see the same global.
const SLOT = Symbol.for("foyer.realtime");
const slots = globalThis as { [SLOT]?: RealtimeServer };

/** Typing is all that a browser may send, so this is its pace: a page tells of it once in two seconds. */
const TYPING_PER_SECOND = 0.5;

/** The embedded server of this process, or null where PUSHER_* names another. */
export const embeddedRealtime = (): RealtimeServer | null => slots[SLOT] ?? null;

/** Makes the embedded server, unless PUSHER_* names another. Called once, by the self-hosted entry. */
export function installEmbeddedRealtime(): RealtimeServer | null {
  const { mode, appId, key, secret } = realtimeSettings();
  if (mode !== "embedded") return null;
  const { PUBLIC_URL, REALTIME_SOCKETS_PER_ADDRESS: socketsPerAddress } = env();
  const publicOrigin = PUBLIC_URL && new URL(PUBLIC_URL).origin;
  slots[SLOT] ??= createRealtimeServer({
    apps: [{ appId, key, secret }],
    log,
    limits: { socketsPerAddress, clientEventsPerSecond: TYPING_PER_SECOND },
    addressOf: ({ socket, headers }) => addressBehind(socket.remoteAddress ?? "", joined(headers["x-forwarded-for"])),
    // Typing is the only thing that one browser may tell another without asking the server.
    isClientEventAllowed: (event) => event === "client-typing",
    // Inbox and widget frame are pages of ours, so their sockets come from our own origin. Programs send none.
    ...(publicOrigin && { isOriginAllowed: (origin) => origin === undefined || origin === publicOrigin }),
  });
  return slots[SLOT] ?? null;
}

const joined = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header.join(",") : header) ?? null;
