import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { PRESENCE_TTL_MS } from "@/lib/routing/rules";

/** The state of the whole installation at this moment: every instance would tell the same. */
export type Gauges = {
  chats: { queued: number; active: number };
  longestWaitSeconds: number;
  operators: { online: number; reachable: number };
  mailWaiting: number;
};

/** Reads partial indexes of open chats and small tables only: closed chats cost nothing. */
export async function readGauges(db: Db): Promise<Gauges> {
  const [row] = await rows<Record<"queued" | "active" | "wait" | "online" | "reachable" | "mail", number>>(
    db,
    sql`select
      (select count(*) from chats where status = 'queued')::int as queued,
      (select count(*) from chats where status = 'active')::int as active,
      coalesce((select extract(epoch from now() - min(queued_since)) from chats where status = 'queued'), 0)::float8 as wait,
      (select count(*) from operators where deactivated_at is null and intent = 'online')::int as online,
      (select count(*) from operators where deactivated_at is null and intent = 'online'
        and last_pulse_at > now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000}))::int as reachable,
      (select count(*) from mail_outbox where sent_at is null and failed_at is null)::int as mail`,
  );
  return {
    chats: { queued: row?.queued ?? 0, active: row?.active ?? 0 },
    longestWaitSeconds: Math.max(0, row?.wait ?? 0),
    operators: { online: row?.online ?? 0, reachable: row?.reachable ?? 0 },
    mailWaiting: row?.mail ?? 0,
  };
}
