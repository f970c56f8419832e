import { idSql as id } from "../support/ids";

export { idOf } from "../support/ids";

export const OPERATORS = 200;
export const DEPARTMENTS = 12;
/** Of the last week, so that estimates have something to go by. */
const FRESH_LEGS = 100;

/** Of the operator with this number, as an array. */
const departmentsOf = (operator: string) =>
  `array[1, 2 + (${operator}) % ${DEPARTMENTS - 1}, 2 + ((${operator}) * 7 + 3) % ${DEPARTMENTS - 1}]`;

type Size = {
  /** Open chats, with their operators. */
  open: number;
  /** Closed chats behind them, with their legs and two entries each. */
  closed: number;
  /** What an operator can have; above `open / OPERATORS` they have slots left. */
  maxLoad: number;
};

/**
 * Statements that fill an empty database. Every operator is a member of department 1, and of two others. Foreign keys are
 * not checked meanwhile.
 */
export function seedStatements({ open, closed, maxLoad }: Size): string[] {
  return [
    "begin",
    "set local session_replication_role = replica",
    // With every rule that a distribution may have to look at.
    `insert into departments (id, name, key, returning_visitor_days)
     select ${id("department", "i")}, 'Department ' || i, md5('key ' || i), 30 from generate_series(1, ${DEPARTMENTS}) i`,
    // Heard of in the future: nobody pulses while the bench runs.
    `insert into operators (id, name, email, password_hash, max_load, last_pulse_at)
     select ${id("operator", "i")}, 'Operator ' || i, 'operator-' || i || '@example.com', 'none', ${maxLoad}, now() + interval '1 day'
     from generate_series(1, ${OPERATORS}) i`,
    `insert into department_members (department_id, operator_id, line)
     select distinct on (d, i) ${id("department", "d")}, ${id("operator", "i")}, 1 + i % 2
     from generate_series(1, ${OPERATORS}) i,
       unnest(${departmentsOf("i")}) d`,
    `insert into visitors (id, token_hash)
     select ${id("visitor", "i")}, md5('token ' || i) from generate_series(0, ${Math.max(open, Math.ceil(closed / 4))}) i`,
    ...closedChats("old", closed, "interval '30 days' + interval '1 second' * i"),
    ...closedChats("fresh", FRESH_LEGS * DEPARTMENTS, "interval '1 minute' * i"),
    ...openChats(open),
    "commit",
    "vacuum analyze",
  ];
}

/** An earlier chat of `word`, one of each department in turn; `age` is how long ago its `i`th one ended. */
const closedChats = (word: string, count: number, age: string): string[] => [
  `insert into chats (id, visitor_id, start_client_id, department_id, operator_id, status, last_seq, last_pub_seq,
     queued_since, assigned_at, idle_since, created_at, closed_at, close_reason, last_message_at, last_message_by)
   select ${id(word, "i")}, ${id("visitor", "i / 4")}, ${id(`${word} start`, "i")}, ${id("department", `1 + i % ${DEPARTMENTS}`)},
     ${id("operator", `1 + i % ${OPERATORS}`)}, 'closed', 2, 2, at - interval '11 minutes', at - interval '10 minutes', at,
     at - interval '11 minutes', at, 'operator', at, 'operator'
   from generate_series(1, ${count}) i, lateral (select now() - ${age}) t (at)`,
  `insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, released_at, reason, from_seq, to_seq)
   select ${id(word, "i")}, ${id("department", `1 + i % ${DEPARTMENTS}`)}, ${id("operator", `1 + i % ${OPERATORS}`)},
     at - interval '11 minutes', at - interval '10 minutes', at, 'closed', 1, 3
   from generate_series(1, ${count}) i, lateral (select now() - ${age}) t (at)`,
  `insert into chat_events (chat_id, seq, pub_seq, kind, sender_type)
   select ${id(word, "i")}, seq, seq, 'closed', 'system' from generate_series(1, ${count}) i, generate_series(1, 2) seq`,
];

const OWNER = `1 + i % ${OPERATORS}`;

/** Chats in which the operator wrote last, a little while ago: their clock of idleness is armed. */
const openChats = (count: number): string[] => [
  `insert into chats (id, visitor_id, start_client_id, department_id, operator_id, status, epoch, last_seq, last_pub_seq,
     queued_since, assigned_at, idle_since, visitor_seen_at, last_message_at, last_message_by, last_message_preview, last_visitor_seq)
   select ${id("open", "i")}, ${id("visitor", "i")}, ${id("open start", "i")},
     ${id("department", `(${departmentsOf(OWNER)})[1 + i / ${OPERATORS} % 3]`)}, ${id("operator", `(${OWNER})`)}, 'active', 2, 4, 4, now(), now(), now(), now(), now(), 'operator', 'Hello!', 2
   from generate_series(1, ${count}) i`,
  `insert into legs (chat_id, department_id, operator_id, queued_at, assigned_at, from_seq)
   select id, department_id, operator_id, queued_since, assigned_at, 3 from chats where status = 'active'`,
  `insert into chat_events (chat_id, seq, pub_seq, kind, sender_type, sender_id, client_id, body)
   select c.id, seq, seq, (array['started', 'message', 'assigned', 'message'])[seq],
     case seq when 2 then 'visitor' when 4 then 'operator' else 'system' end,
     case seq when 2 then c.visitor_id when 4 then c.operator_id end,
     case when seq in (2, 4) then gen_random_uuid() end, case when seq in (2, 4) then 'Hello!' end
   from chats c, generate_series(1, 4) seq where c.status = 'active'`,
  `insert into timers (chat_id, kind, due_at)
   select id, 'idle_warning', idle_since + interval '14 minutes' from chats where status = 'active'`,
];

/** Statements that put `count` chats into the queues, `per` department(s); each has waited a second longer than the next. */
export const queuedStatements = (word: string, count: number, departmentOf: string): string[] => [
  "begin",
  "set local session_replication_role = replica",
  `insert into chats (id, visitor_id, start_client_id, department_id, status, last_seq, last_pub_seq, queued_since,
     idle_since, visitor_seen_at, awaiting_since, last_message_at, last_message_by, last_message_preview, last_visitor_seq)
   select ${id(word, "i")}, ${id("visitor", "i")}, ${id(`${word} start`, "i")}, ${id("department", departmentOf)}, 'queued', 2, 2,
     at, at, now() + interval '1 day', at, at, 'visitor', 'Is anyone there?', 2
   from generate_series(1, ${count}) i, lateral (select now() - interval '1 second' * (${count} - i)) t (at)`,
  `insert into chat_events (chat_id, seq, pub_seq, kind, sender_type, sender_id, client_id, body)
   select ${id(word, "i")}, seq, seq, (array['started', 'message'])[seq], (array['system', 'visitor'])[seq],
     case seq when 2 then ${id("visitor", "i")} end, case seq when 2 then gen_random_uuid() end,
     case seq when 2 then 'Is anyone there?' end
   from generate_series(1, ${count}) i, generate_series(1, 2) seq`,
  `insert into legs (chat_id, department_id, queued_at, from_seq)
   select ${id(word, "i")}, ${id("department", departmentOf)}, now() - interval '1 second' * (${count} - i), 1
   from generate_series(1, ${count}) i`,
  `insert into timers (chat_id, kind, due_at)
   select ${id(word, "i")}, 'abandoned', now() + interval '1 day' from generate_series(1, ${count}) i`,
  "commit",
];
