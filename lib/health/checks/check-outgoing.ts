import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { judgeLate, LATE_WARN_SECONDS, withoutMailboxes } from "../rules";
import { fact, type HealthCheck } from "../schemas";

type MailFacts = {
  waiting: number;
  late: number;
  failed: number;
  sentAt: Date | string | null;
  failedAt: Date | string | null;
  error: string | null;
};

const iso = (at: Date | string | null | undefined) => (at ? new Date(at).toISOString() : null);

/** Whether mail goes out: by what became of the mail of the last days. `host`: of the mail server; null: none is set. */
export async function checkMail(db: Db, host: string | null): Promise<HealthCheck> {
  const [row] = await rows<MailFacts>(
    db,
    sql`select
      (select count(*) from mail_outbox where sent_at is null and failed_at is null)::int as waiting,
      coalesce((select extract(epoch from now() - min(due_at)) from mail_outbox
        where sent_at is null and failed_at is null), 0)::float8 as late,
      (select count(*) from mail_outbox where failed_at > now() - interval '1 day')::int as failed,
      (select max(sent_at) from mail_outbox) as "sentAt",
      last.at as "failedAt", last.error
    from (select 1) one left join lateral (
      select greatest(coalesce(failed_at, created_at), created_at) as at, error from mail_outbox
      where error is not null order by created_at desc limit 1) last on true`,
  );
  const facts = [
    ...fact("server", host),
    ...fact("waiting", row?.waiting ?? 0, "count"),
    ...fact("failedLastDay", row?.failed ?? 0, "count"),
    ...fact("lastSent", iso(row?.sentAt), "time"),
    ...fact("lastError", row?.error ? withoutMailboxes(row.error) : null),
    ...fact("lastErrorAt", iso(row?.failedAt), "time"),
  ];
  if (host === null) return { name: "mail", state: "warn", reason: "notConfigured", facts };
  if (judgeLate(row?.late ?? 0) !== "ok") return { name: "mail", state: "fail", reason: "stuck", facts };
  if ((row?.failed ?? 0) > 0) return { name: "mail", state: "warn", reason: "failed", facts };
  return { name: "mail", state: "ok", reason: row?.sentAt ? "ok" : "unused", facts };
}

type KeyState = "none" | "ok" | "unreadable";

/** Whether browsers can be told of chats while no page is open. */
export async function checkPush(db: Db, keys: KeyState): Promise<HealthCheck> {
  const [row] = await rows<{ devices: number; late: number }>(
    db,
    sql`select (select count(*) from push_subscriptions)::int as devices,
      coalesce((select extract(epoch from now() - min(due_at)) from push_outbox
        where sent_at is null and ended_at is null), 0)::float8 as late`,
  );
  const facts = fact("devices", row?.devices ?? 0, "count");
  if (keys === "unreadable") return { name: "push", state: "warn", reason: "unreadable", facts };
  if ((row?.late ?? 0) > LATE_WARN_SECONDS) return { name: "push", state: "warn", reason: "stuck", facts };
  return { name: "push", state: "ok", reason: keys === "none" ? "unused" : "ok", facts };
}

/** Whether the receivers of webhooks take what they are told. */
export async function checkWebhooks(db: Db): Promise<HealthCheck> {
  const [row] = await rows<{ all: number; failing: number; stopped: number; waiting: number }>(
    db,
    sql`select count(*)::int as "all",
      count(*) filter (where disabled_at is null and failing_since is not null)::int as failing,
      count(*) filter (where disabled_reason in ('failing', 'gone'))::int as stopped,
      (select count(*) from webhook_deliveries where delivered_at is null and failed_at is null)::int as waiting
    from webhooks`,
  );
  const { all = 0, failing = 0, stopped = 0, waiting = 0 } = row ?? {};
  const facts = [
    ...fact("webhooks", all, "count"),
    ...fact("failing", failing, "count"),
    ...fact("stopped", stopped, "count"),
    ...fact("waiting", waiting, "count"),
  ];
  if (stopped > 0) return { name: "webhooks", state: "fail", reason: "stopped", facts };
  if (failing > 0) return { name: "webhooks", state: "warn", reason: "failing", facts };
  return { name: "webhooks", state: "ok", reason: all > 0 ? "ok" : "unused", facts };
}
