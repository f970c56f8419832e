import { randomToken } from "@/lib/ids";
import { quoted, runSql } from "@/tests/e2e/support/door";

/** Departments by name, as the scene needs them. */
export type Departments = Record<string, string>;

type Colleague = {
  name: string;
  maxLoad?: number;
  intent?: "away";
  finishing?: boolean;
  isLost?: boolean;
  in: Record<string, number>;
};

/** Colleagues without a browser of their own; `intent` away, no slot, no connection and so on are what the pages are to show. */
const COLLEAGUES: Colleague[] = [
  { name: "Boris Petrov", maxLoad: 1, in: { "OCC Bikes": 1, "Order Services": 1 } },
  { name: "Clara Quick", intent: "away", in: { "OCC Bikes": 1, "Corporate Accounts": 1 } },
  { name: "Dmitri Orlov", in: { "OCC Bikes": 2 } },
  { name: "Maximiliane von Hohenstein-Wittelsbach", finishing: true, in: { "OCC Bikes": 1, "Pre Sales": 2 } },
  { name: "Oleg Sidorov", in: { "OCC Hardware": 1 } },
  { name: "Yuki Tanaka", isLost: true, in: { "OCC Bikes": 2 } },
  { name: "Zoë Blanc", maxLoad: 0, in: {} },
];

const NINE_TO_FIVE = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: "09:00", to: "12:30" },
  { weekday, from: "13:30", to: "17:00" },
]);
const AWAY_TEXTS = {
  en: "Our kitchen planners are at the fair this week. Leave your number, and we call back.",
  ru: "Наши специалисты на выставке. Оставьте номер, и мы перезвоним.",
};
const json = (value: unknown) => quoted(JSON.stringify(value));

/** Hires everybody, and sets the departments up so that each state can be seen. */
export async function castScene(): Promise<Departments> {
  await runSql(`insert into departments (name, description, key, color, position, hidden) values
    ('Kitchen Planning', 'Plans for a whole kitchen, with a visit at your home.', '${randomToken(16)}', '#3c5a86', 3, false),
    ('Seasonal Help', 'Christmas orders.', '${randomToken(16)}', '#7a2d4b', 9, true)`);
  const ids = Object.fromEntries(
    (await runSql<{ id: string; name: string }>("select id, name from departments")).map(({ id, name }) => [name, id]),
  );
  for (const colleague of COLLEAGUES) await hire(colleague, ids);
  const set = (name: string, values: string) => runSql(`update departments set ${values} where name = ${quoted(name)}`);
  await set(
    "Pre Sales",
    `strategy = 'manual', overflow_department_id = '${ids["Order Services"]}', overflow_after_minutes = 30,
    queue_limit_chats = 20, queue_limit_minutes = 45, returning_visitor_days = 30, offline_email = 'sales@example.com',
    reassign_after_minutes = 5, away_texts = ${json(AWAY_TEXTS)}`,
  );
  await set("Order Services", `overflow_department_id = '${ids["Pre Sales"]}', overflow_after_minutes = 10`);
  await set("Corporate Accounts", `away_texts = ${json(AWAY_TEXTS)}`);
  await set("Seasonal Help", "hours = '[]'");
  const later = new Date(Date.now() + 50 * 86_400_000).toISOString().slice(0, 10);
  const today = new Date().toISOString().slice(0, 10);
  await set(
    "Kitchen Planning",
    `time_zone = 'Europe/Berlin', hours = ${json(NINE_TO_FIVE)}, holidays = ${json([
      { date: today, name: "Stocktaking", periods: [] },
      { date: later, name: "Heiligabend", periods: [{ from: "09:00", to: "13:00" }] },
    ])}`,
  );
  await set("OCC Auto Parts", "reassign_after_minutes = 3");
  await runSql(`insert into api_keys (name, key_hash, key_start, scopes, expires_at, last_used_at, revoked_at, created_by_id)
    select v.name, v.name, v.start, v.scopes::text[], v.expires, v.used, v.revoked, o.id from operators o, (values
      ('Shop', 'foyer_hV2kQp', '{chats:write,departments:read}', now() + interval '300 days', now() - interval '2 minutes', null),
      ('CRM', 'foyer_9sLwTe', '{chats:read,chats:answer,operators:read}', null, now() - interval '3 hours', null),
      ('Status page, the old one', 'foyer_Zq81xR', '{departments:read}', null, null, now())
    ) v (name, start, scopes, expires, used, revoked) where o.role = 'admin'`);
  await runSql("update operators set max_load = 8 where role = 'admin'");
  // The admin is asked last for hardware, so that a chat there comes to them from somebody else; not at all for the rest.
  await runSql(`update department_members set line = 2 where department_id = '${ids["OCC Hardware"]}'
    and operator_id = (select id from operators where role = 'admin')`);
  await runSql(`delete from department_members where operator_id = (select id from operators where role = 'admin')
    and department_id in ('${ids["Order Services"]}', '${ids["Corporate Accounts"]}')`);
  return ids;
}

async function hire(
  { name, maxLoad = 5, intent, finishing = false, isLost = false, ...rest }: Colleague,
  ids: Departments,
) {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@example.com`;
  await runSql(`insert into operators (name, email, password_hash, intent, finishing, max_load, last_pulse_at) values
    (${quoted(name)}, '${email}', 'none', '${intent ?? "online"}', ${finishing}, ${maxLoad},
    now() + interval '${isLost ? -1 : 1} day')`);
  for (const [department, line] of Object.entries(rest.in)) {
    await runSql(`insert into department_members (department_id, operator_id, line)
      select '${ids[department]}', id, ${line} from operators where email = '${email}'`);
  }
}

/** Somebody of their own: a browser of the scene would find chats of its visitor. */
const NOBODY = "(select id from visitors where token_hash = 'of nobody')";
const operatorNamed = (name: string) => `(select id from operators where name = ${quoted(name)})`;

/** Past chats of five minutes each, answered after ninety seconds: what estimates and usual times are made of. */
export async function fillPast(operator: string, departmentId: string): Promise<void> {
  await runSql("insert into visitors (token_hash) values ('of nobody') on conflict do nothing");
  await runSql(`with past as (
    insert into chats (visitor_id, start_client_id, department_id, operator_id, status, closed_at, close_reason)
    select ${NOBODY}, gen_random_uuid(), '${departmentId}', ${operatorNamed(operator)}, 'closed', now() - make_interval(hours => n), 'operator'
    from generate_series(1, 12) n returning id, department_id, operator_id, closed_at)
    insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, first_reply_at, released_at, reason, from_seq, to_seq)
    select id, department_id, operator_id, closed_at - interval '5 minutes', closed_at - interval '5 minutes',
      closed_at - interval '210 seconds', closed_at, 'closed', 1, 1 from past`);
}

/** The same, and one chat that is going on. */
export async function fillDesk(operator: string, departmentId: string): Promise<void> {
  await fillPast(operator, departmentId);
  await runSql(`with busy as (
    insert into chats (visitor_id, start_client_id, department_id, operator_id, status, assigned_at, visitor_name)
    values (${NOBODY}, gen_random_uuid(), '${departmentId}', ${operatorNamed(operator)}, 'active', now(), 'Nora Lind') returning *)
    insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, from_seq)
    select id, department_id, operator_id, now(), now(), 1 from busy`);
}
