-- Read-only views for checks from outside: what was acknowledged must be here, once and in order.
create view qa_timeline as
  select chat_id, seq, pub_seq, kind, sender_type || ':' || coalesce(sender_id::text, '') as sender_key, client_id, created_at
  from chat_events;
--> statement-breakpoint
create view qa_chats as
  select id as chat_id, status, case when status = 'active' then operator_id end as owner_id, last_seq
  from chats;
--> statement-breakpoint
-- Half-open: the leg's entries are from_seq <= seq < to_seq; to_seq is null while it is open.
create view qa_legs as
  select id as leg_id, chat_id, operator_id, from_seq, to_seq
  from legs;
