-- Chats of before get the facts that clocks and lists are made of now.
update chats set
  idle_since = greatest(created_at, last_message_at),
  visitor_seen_at = coalesce(last_message_at, created_at),
  assigned_at = (select l.assigned_at from legs l where l.chat_id = chats.id and l.released_at is null),
  awaiting_since = case when last_message_by = 'visitor' and status <> 'closed' then
    (select min(e.created_at) from chat_events e
      where e.chat_id = chats.id and e.kind = 'message' and e.sender_type = 'visitor'
        and e.seq > coalesce((select max(o.seq) from chat_events o
              where o.chat_id = chats.id and o.kind = 'message' and o.sender_type = 'operator'), 0)) end,
  last_visitor_seq = coalesce((select max(e.seq) from chat_events e
    where e.chat_id = chats.id and e.kind = 'message' and e.sender_type = 'visitor'), 0),
  unread_count = (select count(*) from chat_events e
    where e.chat_id = chats.id and e.kind = 'message' and e.sender_type = 'visitor' and e.seq > operator_read_seq);
--> statement-breakpoint
update operators set
  last_assigned_at = (select max(l.assigned_at) from legs l where l.operator_id = operators.id),
  last_closed_at = (select max(l.released_at) from legs l where l.operator_id = operators.id);
--> statement-breakpoint
-- Open chats of before have no clocks yet: the next tick sets them.
insert into timers (chat_id, kind, due_at) select id, 'recheck', now() from chats where status <> 'closed';
--> statement-breakpoint
create function legs_stay_as_they_ended() returns trigger language plpgsql as $$
begin
  raise exception 'leg % has ended and is never changed', old.id using errcode = 'integrity_constraint_violation';
end $$;
--> statement-breakpoint
create trigger legs_frozen before update or delete on legs
  for each row when (old.released_at is not null) execute function legs_stay_as_they_ended();
