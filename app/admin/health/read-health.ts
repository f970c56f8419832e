import { databaseHandle } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { authSecret } from "@/lib/auth/secret";
import { env } from "@/lib/env";
import { fileStorage } from "@/lib/files/storage/process-storage";
import type { RealtimeProbe } from "@/lib/health/checks/check-realtime";
import { inspectHealth } from "@/lib/health/inspect-health";
import type { HealthDto } from "@/lib/health/schemas";
import { jobs } from "@/lib/jobs/registry";
import { mailSettings } from "@/lib/mail/settings";
import { findKeyState } from "@/lib/push/keys";
import { pusher } from "@/lib/realtime/publish";
import { embeddedRealtime } from "@/lib/realtime/server";
import { realtimeSettings } from "@/lib/realtime/settings";
import packageJson from "@/package.json";

/** The state of this installation, as the process that answers sees it. */
export async function readHealth(): Promise<HealthDto> {
  const { db, kind } = await databaseHandle();
  const { DATABASE_URL, DATA_DIR, S3_BUCKET } = env();
  return inspectHealth({
    db,
    databaseKind: kind,
    newestMigration: Math.max(...journal.entries.map(({ when }) => when)),
    realtime: realtimeProbe(),
    mailHost: mailSettings()?.host ?? null,
    pushKeys: () => findKeyState(db, authSecret()),
    storage: fileStorage(),
    storageKind: S3_BUCKET ? "bucket" : "folder",
    dataDir: DATABASE_URL && S3_BUCKET ? null : DATA_DIR,
    jobs,
    version: packageJson.version,
  });
}

function realtimeProbe(): RealtimeProbe {
  const embedded = embeddedRealtime();
  const { mode, key, cluster, host, port, tls } = realtimeSettings();
  const address = host ?? `ws-${cluster}.pusher.com`;
  const away = `${tls ? "wss" : "ws"}://${address}${port ? `:${port}` : ""}`;
  const base = embedded ? ownAddress() : mode === "hosted" ? away : null;
  return {
    mode,
    url: base && `${base}/app/${encodeURIComponent(key)}?protocol=7&client=foyer-health&version=1`,
    authorize: (socketId, channel) => pusher().authorizeChannel(socketId, channel).auth,
    publish: async (channel, event, data) => {
      if (embedded) embedded.publish(channel, event, data);
      else await pusher().trigger(channel, event, data);
    },
    sockets: embedded?.stats().connections ?? null,
  };
}

/** Where this process itself listens. */
function ownAddress(): string {
  const { HOST, PORT } = env();
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
  return `ws://${host.includes(":") ? `[${host}]` : host}:${PORT}`;
}
