import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Database } from "@/db/types";
import { alertSettingsOf } from "@/lib/alerts/rules";
import { logoUrl } from "@/lib/departments/embed-target";
import type { AlertCause } from "@/lib/supervision/rules";
import type { PushWords } from "./push-text";
import type { PushFacts } from "./rules";
import type { PushTarget } from "./transport";

/** A message that is this run's for the moment, with everything that decides about it. */
export type DuePush = {
  id: string;
  seq: number;
  attempts: number;
  subscriptionId: string;
  target: PushTarget;
  facts: PushFacts;
  words: PushWords;
};

/** Longer than any attempt takes: until then a claimed message is left alone by others. */
const CLAIM_SECONDS = 60;

export const OPEN: SQL = sql`sent_at is null and ended_at is null`;

type Row = {
  id: string;
  seq: number;
  attempts: number;
  kind: PushFacts["kind"];
  operator_id: string;
  age: number;
  subscription_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  is_theirs: boolean;
  is_in_sight: boolean;
  intent: PushFacts["intent"];
  alert_settings: Parameters<typeof alertSettingsOf>[0];
  locale: string;
  chat_id: string | null;
  status: "queued" | "active" | "closed" | null;
  owner_id: string | null;
  owner_name: string | null;
  offered_id: string | null;
  unread: number | null;
  read_seq: number | null;
  is_erased: boolean;
  is_member: boolean;
  is_mention_read: boolean;
  noted_by: string | null;
  visitor_name: string | null;
  preview: string | null;
  department_name: string | null;
  logo_id: string | null;
  cause: AlertCause | null;
};

/** Takes up to `count` due messages for itself, by moving their due time on, and reads what decides about each. */
export async function claimDuePushes(db: Database, count: number): Promise<DuePush[]> {
  const claimed = await rows<{ id: string }>(
    db,
    sql`update push_outbox set attempts = attempts + 1, due_at = now() + make_interval(secs => ${CLAIM_SECONDS})
        where id in (select id from push_outbox where ${OPEN} and due_at <= now()
                     order by due_at limit ${count} for update skip locked)
        returning id`,
  );
  if (claimed.length === 0) return [];
  const found = await rows<Row>(
    db,
    sql`select o.id, o.seq, o.attempts, o.kind, o.operator_id, extract(epoch from now() - o.created_at)::float8 as age,
          s.id as subscription_id, s.endpoint, s.p256dh, s.auth,
          s.operator_id = o.operator_id and a.revoked_at is null and a.expires_at > now()
            and p.deactivated_at is null as is_theirs,
          exists (select 1 from auth_sessions v where v.operator_id = o.operator_id and v.revoked_at is null
            and v.visible_until > now()) as is_in_sight,
          p.intent, p.alert_settings, coalesce(p.locale, s.locale) as locale,
          c.id as chat_id, c.status, c.operator_id as owner_id, w.name as owner_name, c.offered_operator_id as offered_id,
          c.unread_count as unread, c.operator_read_seq as read_seq, c.erased_at is not null as is_erased,
          exists (select 1 from department_members m where m.department_id = c.department_id
            and m.operator_id = o.operator_id) as is_member,
          o.kind = 'mention' and not exists (select 1 from mentions t where t.operator_id = o.operator_id
            and t.chat_id = o.chat_id and t.seq = o.seq and t.read_at is null) as is_mention_read,
          c.visitor_name, case when o.kind = 'mention' then e.body else c.last_message_preview end as preview,
          n.name as noted_by, d.name as department_name, d.logo_id,
          case when o.kind = 'supervisor' then (select a.cause from supervisor_alerts a
            where a.chat_id = o.chat_id order by a.raised_at desc limit 1) end as cause
        from push_outbox o
        join push_subscriptions s on s.id = o.subscription_id
        join auth_sessions a on a.id = s.session_id
        join operators p on p.id = o.operator_id
        left join chats c on c.id = o.chat_id
        left join chat_events e on o.kind = 'mention' and e.chat_id = o.chat_id and e.seq = o.seq
        left join operators n on n.id = e.sender_id
        left join operators w on w.id = c.operator_id
        left join departments d on d.id = c.department_id
        where o.id in (${sql.join(
          claimed.map(({ id }) => sql`${id}::uuid`),
          sql`, `,
        )})`,
  );
  return found.map(toDuePush);
}

function toDuePush(row: Row): DuePush {
  const settings = alertSettingsOf(row.alert_settings);
  return {
    id: row.id,
    seq: row.seq,
    attempts: row.attempts,
    subscriptionId: row.subscription_id,
    target: { endpoint: row.endpoint, p256dh: row.p256dh, auth: row.auth },
    facts: {
      kind: row.kind,
      seq: row.seq,
      operatorId: row.operator_id,
      ageSeconds: row.age,
      isTheirs: row.is_theirs,
      isInSight: row.is_in_sight,
      intent: row.intent,
      settings,
      chat: row.status && {
        status: row.status,
        operatorId: row.owner_id,
        offeredOperatorId: row.offered_id,
        unread: row.unread ?? 0,
        operatorReadSeq: row.read_seq ?? 0,
        isMember: row.is_member,
        isErased: row.is_erased,
        isMentionRead: row.is_mention_read,
      },
    },
    words: {
      id: row.id,
      kind: row.kind,
      chatId: row.chat_id,
      departmentName: row.department_name ?? "",
      logoUrl: logoUrl(row.logo_id),
      visitorName: row.visitor_name ?? "",
      preview: row.preview ?? "",
      cause: row.cause,
      byName: row.noted_by ?? row.owner_name ?? "",
      withText: settings.pushesText,
      locale: row.locale,
    },
  };
}
