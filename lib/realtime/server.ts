import { env } from "@/lib/env";
import { createRealtimeServer, type RealtimeServer } from "@/lib/realtime/embedded/server";
import { realtimeOptions } from "@/lib/realtime/options";
import { realtimeSettings } from "@/lib/realtime/settings";

// The server bundle makes it, the Next bundle publishes through it: both see the same global.
const SLOT = Symbol.for("foyer.realtime");
const slots = globalThis as { [SLOT]?: RealtimeServer };

/** The embedded server of this process, or null where PUSHER_* names another. */
export const embeddedRealtime = (): RealtimeServer | null => slots[SLOT] ?? null;

/** Makes the embedded server, unless PUSHER_* names another. Called once, by the self-hosted entry. */
export function installEmbeddedRealtime(): RealtimeServer | null {
  const { mode, appId, key, secret } = realtimeSettings();
  if (mode !== "embedded") return null;
  const { PUBLIC_URL: publicUrl, REALTIME_SOCKETS_PER_ADDRESS: socketsPerAddress } = env();
  slots[SLOT] ??= createRealtimeServer(realtimeOptions({ appId, key, secret }, { publicUrl, socketsPerAddress }));
  return slots[SLOT] ?? null;
}
