import { idSql } from "../support/ids";
import { fillSearchTables, withoutSearchIndexes } from "../support/search-tables";
import { sentences } from "./vocabulary";

export const DEPARTMENTS = 12;
const OPERATORS = 40;
const MESSAGES_PER_CHAT = 10;
const SENTENCES = 50_000;
const SENTENCES_AT_ONCE = 5_000;

const FIRST_NAMES =
  "Анна Иван Мария Пётр Ольга Сергей Елена Дмитрий Наталья Алексей Anna John Maria Peter Olga Kate Paul Laura";
const LAST_NAMES =
  "Иванова Смирнов Кузнецова Попов Васильева Соколов Михайлова Новиков Фёдорова Морозов Щербакова Smith Johnson Brown Taylor Wilson Davies Evans Thomas Roberts";
const array = (words: string) =>
  `(array[${words
    .split(" ")
    .map((word) => `'${word}'`)
    .join(", ")}])`;
const pick = (words: string, number: string) => `${array(words)}[1 + ${number} % ${words.split(" ").length}]`;

/**
 * Statements that fill an empty database with `messages` messages in closed chats of ten each, one a minute into the past.
 * Operator 1 is in two of the departments. Foreign keys are not checked meanwhile. Rows lie on the disk in the order in which
 * they would have been written: that is the order of time, in which searches go through them.
 */
export function seedStatements(messages: number): string[] {
  const count = Math.floor(messages / MESSAGES_PER_CHAT);
  const texts = sentences(SENTENCES);
  const batches = Array.from({ length: SENTENCES / SENTENCES_AT_ONCE }, (_, batch) => {
    const from = batch * SENTENCES_AT_ONCE;
    const values = texts.slice(from, from + SENTENCES_AT_ONCE).map((text, index) => `(${from + index}, '${text}')`);
    return `insert into seed_texts (id, body) values ${values.join(", ")}`;
  });
  return [
    "begin",
    "set local session_replication_role = replica",
    withoutSearchIndexes,
    "create table seed_texts (id int primary key, body text not null)",
    ...batches,
    `insert into departments (id, name, key)
     select ${idSql("department", "i")}, 'Department ' || i, md5('key ' || i) from generate_series(1, ${DEPARTMENTS}) i`,
    `insert into operators (id, name, email, password_hash)
     select ${idSql("operator", "i")}, 'Operator ' || i, 'operator-' || i || '@example.com', 'none'
     from generate_series(1, ${OPERATORS}) i`,
    `insert into department_members (department_id, operator_id)
     select ${idSql("department", "d")}, ${idSql("operator", "i")}
     from generate_series(1, ${OPERATORS}) i, unnest(array[1 + i % ${DEPARTMENTS}, 1 + (i + 5) % ${DEPARTMENTS}]) d`,
    `insert into visitors (id, token_hash)
     select ${idSql("visitor", "i")}, md5('token ' || i) from generate_series(1, ${count}) i`,
    `insert into chats (id, visitor_id, start_client_id, department_id, operator_id, status, last_seq, last_pub_seq,
       visitor_name, visitor_email, visitor_phone, queued_since, idle_since, created_at, closed_at, close_reason,
       last_message_at, last_message_by, last_message_preview)
     select ${idSql("chat", "i")}, ${idSql("visitor", "i")}, ${idSql("start", "i")}, ${idSql("department", `1 + i % ${DEPARTMENTS}`)},
       ${idSql("operator", `1 + i % ${OPERATORS}`)}, 'closed', ${MESSAGES_PER_CHAT}, ${MESSAGES_PER_CHAT},
       ${pick(FIRST_NAMES, "(i * 7)")} || ' ' || ${pick(LAST_NAMES, "(i * 13)")} || case when i % 50 = 0 then 'ский' else '' end,
       'visitor' || i || '@' || ${pick("gmail.com mail.ru example.com yandex.ru", "i")},
       case when i % 3 = 0 then '+7 912 ' || (1000000 + i) end, at, at, at, at + interval '9 minutes', 'operator',
       at + interval '9 minutes', 'operator', 'Thanks'
     from generate_series(1, ${count}) i, lateral (select now() - i * interval '1 minute') t (at) order by i desc`,
    `insert into chat_events (chat_id, seq, pub_seq, kind, sender_type, sender_id, client_id, body, created_at)
     select ${idSql("chat", "i")}, seq, seq, 'message', case seq % 2 when 1 then 'visitor' else 'operator' end,
       case seq % 2 when 1 then ${idSql("visitor", "i")} else ${idSql("operator", `1 + i % ${OPERATORS}`)} end, gen_random_uuid(),
       t.body || case when seq = 1 then ' № ' || (100000 + i) else '' end, at + seq * interval '50 seconds'
     from generate_series(1, ${count}) i, generate_series(1, ${MESSAGES_PER_CHAT}) seq,
       lateral (select now() - i * interval '1 minute') l (at), lateral (
         select (('x' || left(md5(i || '-' || seq), 7))::bit(28)::int) % ${SENTENCES}) n (text), seed_texts t
     where t.id = n.text order by i desc, seq`,
    ...fillSearchTables,
    "drop table seed_texts",
    "commit",
    "vacuum analyze",
  ];
}
