import { database } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";
import { readReadiness } from "@/lib/health/readiness";
import { route } from "@/lib/http/route";
import { assertRealtimeReachable } from "@/lib/realtime/reachable";

const newestMigration = Math.max(...journal.entries.map(({ when }) => when));

/** Says whether this instance can serve: database, schema of this version, realtime. 503 with the part that cannot. */
export const GET = route(async () => {
  const { isReady, checks } = await readReadiness({ db: database, newestMigration, realtime: assertRealtimeReachable });
  return Response.json({ status: isReady ? "ready" : "not ready", checks }, { status: isReady ? 200 : 503 });
});
