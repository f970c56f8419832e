import { idOf, idSql } from "../support/ids";
import { fillSearchTables, withoutSearchIndexes } from "../support/search-tables";
import { ENGLISH, RUSSIAN } from "./texts";

export const OPERATORS = 200;
export const DEPARTMENTS = 12;
/** The thread in which the browser's figure is measured has so many messages. */
export const LONG_THREAD = 5_000;
/** On average. */
export const MESSAGES_PER_CHAT = 10;
/** Chats are read as they come in: each operator is in three departments. */
const departmentsOf = (operator: string) =>
  `array[1, 2 + (${operator}) % ${DEPARTMENTS - 1}, 2 + ((${operator}) * 7 + 3) % ${DEPARTMENTS - 1}]`;

export const operatorId = (number: number) => idOf("operator", number);
export const LONG_CHAT_ID = idOf("chat", 0);

/** Of so many chats a fiftieth is open; a fifth of those waits. */
export const openChats = (chats: number) => Math.ceil(chats / 50);

export type InboxSize = {
  /** All chats, those that are open with them. */
  chats: number;
  /** Between two chats, in seconds: a hundred thousand are about half a year. */
  everySeconds: number;
};

/** Messages of chat `i`: 2 to 18, ten on average. */
const MESSAGES = "2 + abs(hashint4(i)) % 17";
const OWNER = `1 + abs(hashint4(i + 7)) % ${OPERATORS}`;
const DEPARTMENT = `(${departmentsOf(OWNER)})[1 + i % 3]`;

/**
 * Statements that fill an empty database: `chats` chats of about ten messages each, English and Russian, the newest of
 * them open, and one chat (number 0) with `LONG_THREAD` messages. Foreign keys are not checked meanwhile. Rows lie on the disk
 * in the order of time, as they would have been written.
 */
export function inboxStatements({ chats, everySeconds }: InboxSize): string[] {
  const open = openChats(chats);
  const waiting = Math.ceil(open / 5);
  return [
    "begin",
    "set local session_replication_role = replica",
    "set local synchronous_commit = off",
    withoutSearchIndexes,
    `insert into departments (id, name, key, color)
     select ${idSql("department", "i")}, 'Department ' || i, md5('key ' || i),
       (array['#0b6275', '#b4451f', '#5b2c4f', '#0b6b4f', '#8a5a12', '#1f4fb4'])[1 + i % 6]
     from generate_series(1, ${DEPARTMENTS}) i`,
    `insert into operators (id, name, email, password_hash, max_load, role)
     select ${idSql("operator", "i")}, 'Operator ' || i, 'operator-' || i || '@example.com', 'none', 100,
       case when i = 1 then 'admin' when i % 20 = 0 then 'supervisor' else 'operator' end
     from generate_series(1, ${OPERATORS}) i`,
    `insert into department_members (department_id, operator_id)
     select distinct ${idSql("department", "d")}, ${idSql("operator", "i")}
     from generate_series(1, ${OPERATORS}) i, unnest(${departmentsOf("i")}) d`,
    `insert into visitors (id, token_hash)
     select ${idSql("visitor", "i")}, md5('token ' || i) from generate_series(0, ${Math.ceil(chats / 2)}) i`,
    chatRows(chats, open, waiting, everySeconds),
    messageRows(),
    // The long one is still going on.
    `update chats set last_seq = ${LONG_THREAD}, last_pub_seq = ${LONG_THREAD}, last_visitor_seq = ${LONG_THREAD}
     where id = ${idSql("chat", "0")}`,
    `delete from chat_events where chat_id = ${idSql("chat", "0")}`,
    longThread(),
    lastMessages(),
    ...fillSearchTables,
    "commit",
    "vacuum analyze",
  ];
}

/** Chat 0 is the newest. Of the open ones the first wait, the others have an owner. */
const chatRows = (count: number, open: number, waiting: number, everySeconds: number) => `
  insert into chats (id, visitor_id, start_client_id, department_id, operator_id, status, epoch, last_seq, last_pub_seq,
    visitor_name, visitor_email, locale, page_url, page_title, queued_since, assigned_at, idle_since, created_at, closed_at,
    close_reason, last_message_at, last_message_by, last_visitor_seq, unread_count, awaiting_since)
  select ${idSql("chat", "i")}, ${idSql("visitor", "i / 2")}, ${idSql("start", "i")}, ${idSql("department", DEPARTMENT)},
    case when not is_waiting then ${idSql("operator", OWNER)} end,
    case when is_waiting then 'queued' when is_open then 'active' else 'closed' end,
    case when is_waiting then 1 else 2 end, n + 2, n + 2,
    (array['Vera Lind', 'Иван Кузнецов', 'Tomás García', 'Анна Петрова', 'Ben Ito', 'Мария Соколова', 'Lena Vogt',
      'Priya Nair', 'Paul Meier', 'Олег Смирнов'])[1 + i % 10],
    'visitor-' || i / 2 || '@example.net', (array['en', 'ru'])[1 + i % 2],
    'https://shop.example/articles/' || i % 997, 'Article ' || i % 997,
    at, case when not is_waiting then at + interval '1 minute' end, at, at,
    case when not is_open then at + interval '20 minutes' end, case when not is_open then 'operator' end,
    at + interval '10 minutes', case when i % 2 = 0 then 'visitor' else 'operator' end, 2,
    case when is_open and i % 2 = 0 then 1 + i % 4 else 0 end, case when is_open and i % 2 = 0 then at end
  from generate_series(0, ${count - 1}) i,
    lateral (select ${MESSAGES}, now() - interval '1 second' * ${everySeconds} * i, i < ${open}, i between 1 and ${waiting})
      t (n, at, is_open, is_waiting)
  order by i desc`;

const list = (texts: readonly string[]) =>
  `array[${texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(", ")}]`;

/** One to four sentences, by chance of `h`, in the language of chat `i`. */
const BODY = `
  case when i % 2 = 0 then en[1 + h % ${ENGLISH.length}] else ru[1 + h % ${RUSSIAN.length}] end
  || case when h % 3 > 0 then ' ' || case when i % 2 = 0 then en[1 + h / 7 % ${ENGLISH.length}]
       else ru[1 + h / 7 % ${RUSSIAN.length}] end else '' end
  || case when h % 7 = 0 then ' ' || case when i % 5 = 0 then en[1 + h / 11 % ${ENGLISH.length}]
       else ru[1 + h / 11 % ${RUSSIAN.length}] end || ' ' || en[1 + h / 13 % ${ENGLISH.length}] else '' end
  || case when h % 5 = 0 then ' #' || 100000 + h % 900000 else '' end`;

const TEXTS = `(select ${list(ENGLISH)} as en, ${list(RUSSIAN)} as ru) texts`;

/** The first entry is the start, the second the question; somebody is assigned with the last. */
const messageRows = () => `
  insert into chat_events (chat_id, seq, pub_seq, kind, sender_type, sender_id, client_id, body, data, created_at)
  select c.id, seq, seq, case when seq = 1 then 'started' when seq < c.last_seq then 'message' else 'assigned' end,
    case when seq in (1, c.last_seq) then 'system' when seq % 2 = 0 then 'visitor' else 'operator' end,
    case when seq in (1, c.last_seq) then null when seq % 2 = 0 then c.visitor_id
      else coalesce(c.operator_id, ${idSql("operator", "1")}) end,
    case when seq not in (1, c.last_seq) then gen_random_uuid() end,
    case when seq not in (1, c.last_seq) then ${BODY} end,
    case when seq = 1 then '{"departmentName": "Department"}'::jsonb
      when seq = c.last_seq then '{"operatorName": "Operator"}'::jsonb else '{}'::jsonb end,
    c.created_at + interval '30 seconds' * seq
  from chats c, generate_series(1, c.last_seq) seq,
    lateral (select abs(hashtext(c.id::text || seq)), abs(hashtext(c.id::text)) % 1000) t (h, i), ${TEXTS}
  order by c.created_at, seq`;

const longThread = () => `
  insert into chat_events (chat_id, seq, pub_seq, kind, sender_type, sender_id, client_id, body, created_at)
  select c.id, seq, seq, 'message', case when seq % 2 = 0 then 'visitor' else 'operator' end,
    case when seq % 2 = 0 then c.visitor_id else c.operator_id end, gen_random_uuid(), ${BODY},
    now() - interval '1 minute' * (${LONG_THREAD} - seq)
  from chats c, generate_series(1, ${LONG_THREAD}) seq, lateral (select abs(hashtext(c.id::text || seq)), 2) t (h, i), ${TEXTS}
  where c.id = ${idSql("chat", "0")}`;

/** What the lists show of each chat. */
const lastMessages = () => `
  update chats c set last_message_preview = left(e.body, 200), last_visitor_seq = c.last_seq - 1
  from chat_events e where e.chat_id = c.id and e.seq = c.last_seq - 1 and e.kind = 'message' and c.id <> ${idSql("chat", "0")}`;
