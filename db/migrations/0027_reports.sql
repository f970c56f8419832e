CREATE TABLE "department_states" (
	"department_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "department_states_department_id_since_pk" PRIMARY KEY("department_id","since")
);
--> statement-breakpoint
CREATE TABLE "report_changes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"department_id" uuid NOT NULL,
	"day" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_days" (
	"department_id" uuid NOT NULL,
	"day" date NOT NULL,
	"legs" integer NOT NULL,
	"facts" "bytea" NOT NULL,
	"built_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_days_department_id_day_pk" PRIMARY KEY("department_id","day")
);
--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "chats_at_once" smallint;--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "left_at_place" smallint;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "department_states" ADD CONSTRAINT "department_states_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_changes" ADD CONSTRAINT "report_changes_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_days" ADD CONSTRAINT "report_days_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_changes_day_idx" ON "report_changes" USING btree ("department_id","day");--> statement-breakpoint
-- Days of UTC that are over: the present one is packed for nobody, so its changes need no note. The clock is the real one,
-- because a transaction may go on over midnight; the job packs a day only when nothing is left that began before its end.
create function note_report_change(of_chat uuid) returns void language sql as $$
  insert into report_changes (department_id, day)
  select distinct l.department_id, (l.queued_at at time zone 'UTC')::date from legs l
  where l.chat_id = of_chat and l.queued_at < date_trunc('day', clock_timestamp() at time zone 'UTC') at time zone 'UTC'
$$;
--> statement-breakpoint
-- What a leg counts as depends on the other legs of its chat, so all of their days have changed.
create function note_report_change_of_leg() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.queued_at < date_trunc('day', clock_timestamp() at time zone 'UTC') at time zone 'UTC' then
    insert into report_changes (department_id, day)
    values (old.department_id, (old.queued_at at time zone 'UTC')::date);
  end if;
  if tg_op = 'DELETE' then
    perform note_report_change(old.chat_id);
    return null;
  end if;
  perform note_report_change(new.chat_id);
  return null;
end $$;
--> statement-breakpoint
create trigger legs_report_changes after insert or update or delete on legs
  for each row execute function note_report_change_of_leg();
--> statement-breakpoint
create function note_report_change_of_chat() returns trigger language plpgsql as $$
begin
  perform note_report_change(new.id);
  return null;
end $$;
--> statement-breakpoint
-- What reports read of a chat and nothing else: a message changes none of it.
create trigger chats_report_changes
  after update of rating, rated_at, spam_at, close_reason, channel_id, started_by_id, created_at on chats
  for each row when (
    (old.rating, old.rated_at, old.channel_id, old.started_by_id, old.created_at)
      is distinct from (new.rating, new.rated_at, new.channel_id, new.started_by_id, new.created_at)
    or (old.spam_at is null) <> (new.spam_at is null)
    or (old.close_reason is not distinct from 'never_wrote') <> (new.close_reason is not distinct from 'never_wrote'))
  execute function note_report_change_of_chat();
--> statement-breakpoint
-- Told at the moment at which it is so: how many chats an operator has when they get one, and from which place of the queue
-- a visitor goes. What is given by hand stays.
create function note_leg_circumstances() returns trigger language plpgsql as $$
begin
  if new.operator_id is not null and new.chats_at_once is null and new.released_at is null
     and (tg_op = 'INSERT' or old.operator_id is null) then
    new.chats_at_once := 1 + (
      select count(*) from chats c
      where c.operator_id = new.operator_id and c.status = 'active' and c.id <> new.chat_id);
  end if;
  if tg_op = 'UPDATE' and new.reason = 'left' and new.operator_id is null and old.reason is null then
    new.left_at_place := 1 + (
      select count(*) from chats c join chats own on own.id = new.chat_id
      where c.department_id = new.department_id and c.status = 'queued' and c.id <> own.id
        and (-c.priority, c.queued_since, c.id) < (-own.priority, own.queued_since, own.id));
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger legs_circumstances before insert or update of operator_id, reason on legs
  for each row execute function note_leg_circumstances();
