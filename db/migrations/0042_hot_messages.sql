-- A message changes its chat's row. As long as no index knows a column that it changes, Postgres puts the new row beside the
-- old one and touches no index at all. Of three indexes two know now what changes seldom, and the third less.
-- Chats are written anew once, during which other instances wait.
ALTER TABLE "chats" SET (fillfactor = 80);--> statement-breakpoint
ALTER TABLE "chats"
	ADD COLUMN "activity_period" timestamp with time zone
	GENERATED ALWAYS AS (date_bin('5 minutes', coalesce("last_message_at", "created_at"), timestamptz 'epoch')) STORED,
	ADD COLUMN "has_unsent" boolean GENERATED ALWAYS AS ("sent_pub_seq" < "last_pub_seq") STORED;--> statement-breakpoint
DROP INDEX "chats_active_idx";--> statement-breakpoint
DROP INDEX "chats_open_idx";--> statement-breakpoint
DROP INDEX "chats_unsent_idx";--> statement-breakpoint
CREATE INDEX "chats_active_idx" ON "chats" USING btree ("operator_id") WHERE "chats"."status" = 'active';--> statement-breakpoint
CREATE INDEX "chats_open_idx" ON "chats" USING btree ("department_id","activity_period" desc) WHERE "chats"."status" <> 'closed';--> statement-breakpoint
CREATE INDEX "chats_unsent_idx" ON "chats" USING btree ("id") WHERE "has_unsent";
