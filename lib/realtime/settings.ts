import { createHmac } from "node:crypto";
import { authSecret } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import type { RealtimeClientConfig } from "@/lib/realtime/events";

export type RealtimeSettings = {
  mode: "embedded" | "hosted";
  appId: string;
  key: string;
  secret: string;
  cluster?: string;
  host?: string;
  port?: number;
  tls: boolean;
};

/** Where events go: the service that PUSHER_* names, or the server in this process, whose secret follows from AUTH_SECRET. */
export function realtimeSettings(): RealtimeSettings {
  const { PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET, PUSHER_CLUSTER, PUSHER_HOST, PUSHER_PORT, PUSHER_TLS } = env();
  if (PUSHER_APP_ID && PUSHER_KEY && PUSHER_SECRET) {
    return {
      mode: "hosted",
      appId: PUSHER_APP_ID,
      key: PUSHER_KEY,
      secret: PUSHER_SECRET,
      tls: PUSHER_TLS,
      ...(PUSHER_CLUSTER && { cluster: PUSHER_CLUSTER }),
      ...(PUSHER_HOST && { host: PUSHER_HOST }),
      ...(PUSHER_PORT && { port: PUSHER_PORT }),
    };
  }
  const secret = createHmac("sha256", authSecret()).update("foyer embedded realtime v1").digest("hex");
  return { mode: "embedded", appId: "foyer", key: "foyer", secret, tls: false };
}

/** What browsers are told; with the embedded server they use the address that the page came from. */
export function realtimeClientConfig(): RealtimeClientConfig {
  const { mode, key, cluster, host, port, tls } = realtimeSettings();
  return mode === "embedded"
    ? { key }
    : { key, tls, ...(cluster && { cluster }), ...(host && { host }), ...(port && { port }) };
}
