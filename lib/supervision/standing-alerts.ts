import { sql } from "drizzle-orm";
import { PRESENCE_TTL_MS } from "@/lib/routing/rules";

/**
 * Since when the visitor of chat `c` with open leg `l` waits for somebody: their unanswered message, in a queue at the
 * latest since the chat stands there.
 */
export const waitsSince = sql`(case when c.status = 'queued' then least(c.awaiting_since, l.queued_at) else c.awaiting_since end)`;

/** Whether the owner `o` of chat `c` hears of nothing: signed out for good, offline, or not heard of for a minute. */
export const isOwnerGone = sql`(o.deactivated_at is not null or o.intent = 'offline'
  or coalesce(o.last_pulse_at < now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000}), true))`;

/** Whether alert `a` is still true of chat `c` with open leg `l`: nobody has answered, taken or parked it since. */
export const isStanding = sql`(c.status <> 'closed' and c.held_at is null and c.epoch = a.epoch and a.since = ${waitsSince})`;
