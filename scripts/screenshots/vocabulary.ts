import { runSql } from "@/tests/e2e/support/door";

/** Tags, canned replies and what colleagues have said to each other after some weeks, once. */
export const writeVocabulary = () =>
  runSql(`do $$ begin
    insert into tags (name, key, color)
      select name, lower(name), color from (values ('Refund', 'orange'), ('Warranty', 'blue'), ('VIP', 'violet'),
        ('Delivery', 'teal'), ('Доставка в регионы', 'green'), ('Waits for the supplier of spare parts', 'gray')) made (name, color)
      on conflict do nothing;
    insert into canned_replies (id, scope, operator_id, department_id, title, body)
      select gen_random_uuid(), made.scope, case when made.scope = 'personal' then ada.id end,
        case when made.scope = 'department' then sales.id end, made.title, made.body
      from (values
        ('company', 'Greeting', 'Hello {visitor.name}, this is {operator.name} of {company.name}. How can I help?'),
        ('company', 'Opening hours', 'We are here from Monday to Friday, 9:00 to 17:00.'),
        ('department', 'Induction', 'All pans with a flat steel base work on induction. That is true of the one on {page.title}, too.'),
        ('department', 'Delivery to Sweden', 'Within five working days, free of charge from 80 €.'),
        ('personal', 'Back in a minute', 'Let me look that up, it takes a minute.')) made (scope, title, body),
        (select id from operators order by created_at limit 1) ada, (select id from departments where name = 'Pre Sales') sales
      where not exists (select from canned_replies);
    insert into rooms (id, department_id, last_seq, last_message_at, last_message_preview, last_sender_id)
      select d.id, d.id, 4, now() - interval '3 minutes', 'Thank you, I take it from here.', anna.id
      from departments d, (select id from operators where name = 'Anna Weber') anna where d.name = 'Pre Sales'
      on conflict do nothing;
    insert into room_messages (room_id, seq, sender_id, client_id, body, created_at)
      select d.id, said.seq, o.id, gen_random_uuid(), said.body, now() - make_interval(mins => said.ago)
      from departments d, operators o, (values
        (1, 'Anna Weber', 'Does anybody know when the mandolines are back in stock?', 1500),
        (2, 'Ada Lovelace', 'On Thursday: 40 of the small one, 12 of the large one.', 1490),
        (3, 'Maximiliane von Hohenstein-Wittelsbach', 'I have a visitor who wants twelve at once. Shall I send them to corporate accounts?', 12),
        (4, 'Anna Weber', 'Thank you, I take it from here.', 3)) said (seq, name, body, ago)
      where d.name = 'Pre Sales' and o.name = said.name
      on conflict do nothing;
  end $$`);
