CREATE TABLE "retention_settings" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"chats_after_days" integer,
	"files_after_days" integer,
	"visits_after_days" integer,
	"audit_after_days" integer,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "retention_settings_is_single" CHECK ("retention_settings"."id" = 1),
	CONSTRAINT "retention_settings_days" CHECK ("retention_settings"."chats_after_days" >= 1 and "retention_settings"."files_after_days" >= 1 and "retention_settings"."visits_after_days" >= 1),
	CONSTRAINT "retention_settings_audit_days" CHECK ("retention_settings"."audit_after_days" >= 90)
);
--> statement-breakpoint
DROP INDEX "audit_entries_created_idx";--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "actor_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "subject_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "changes" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "files_stored_idx" ON "files" USING btree ("created_at") WHERE "files"."stored_at" is not null and "files"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "audit_entries_newest_idx" ON "audit_entries" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor_idx" ON "audit_entries" USING btree ("actor_id","created_at") WHERE "audit_entries"."actor_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_entries_subject_idx" ON "audit_entries" USING btree ("subject","created_at") WHERE "audit_entries"."subject" is not null;--> statement-breakpoint
CREATE INDEX "page_visits_seen_idx" ON "page_visits" USING btree ("seen_at");--> statement-breakpoint
-- Ended legs stay as they are, until the chat that they belong to was kept long enough: the job of retention says so, in
-- its own transaction alone.
create or replace function legs_stay_as_they_ended() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('foyer.retention', true) = 'on' then
    return old;
  end if;
  raise exception 'leg % has ended and is never changed', old.id using errcode = 'integrity_constraint_violation';
end $$;
