CREATE TABLE "mail_outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"to" text NOT NULL,
	"reply_to" text,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offline_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"visitor_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"chat_id" uuid,
	"name" text NOT NULL,
	"email" text,
	"body" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"page_url" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"handled_at" timestamp with time zone,
	"handled_by_id" uuid,
	CONSTRAINT "offline_messages_handled_by_somebody" CHECK (("offline_messages"."handled_at" is null) = ("offline_messages"."handled_by_id" is null))
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"chat_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "timers_chat_id_kind_pk" PRIMARY KEY("chat_id","kind")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"weight" smallint DEFAULT 1 NOT NULL,
	"department_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	"close_idle_after_minutes" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channels_weight" CHECK ("channels"."weight" >= 0 and "channels"."weight" <= 100),
	CONSTRAINT "channels_close_idle_minutes" CHECK ("channels"."close_idle_after_minutes" >= 5)
);
--> statement-breakpoint
CREATE TABLE "chat_settings" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"login" text DEFAULT '' NOT NULL,
	"password_encrypted" text,
	"close_idle" boolean DEFAULT true NOT NULL,
	"close_idle_after_minutes" integer DEFAULT 15 NOT NULL,
	"reassign" boolean DEFAULT true NOT NULL,
	"reassign_after_minutes" integer DEFAULT 3 NOT NULL,
	"notice" boolean DEFAULT true NOT NULL,
	"notice_texts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"misses_until_away" integer DEFAULT 2 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_settings_is_single" CHECK ("chat_settings"."id" = 1),
	CONSTRAINT "chat_settings_close_idle_minutes" CHECK ("chat_settings"."close_idle_after_minutes" >= 5),
	CONSTRAINT "chat_settings_reassign_minutes" CHECK ("chat_settings"."reassign_after_minutes" >= 1),
	CONSTRAINT "chat_settings_misses" CHECK ("chat_settings"."misses_until_away" >= 1)
);
--> statement-breakpoint
-- The web widget's channel and the one row of settings: chats point at the first, every decision reads the second.
INSERT INTO "channels" ("id", "type", "name") VALUES ('00000000-0000-4000-8000-000000000001', 'web', 'Web widget');--> statement-breakpoint
INSERT INTO "chat_settings" ("id") VALUES (1);--> statement-breakpoint
ALTER TABLE "chat_events" ADD COLUMN "internal" jsonb;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "channel_id" uuid DEFAULT '00000000-0000-4000-8000-000000000001' NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "weight" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "assigned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "held_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "awaiting_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "tried_operator_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "hops" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "on_it_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "typed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "typing_pause_ms" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "overdue_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "idle_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "idle_warned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "preferred_operator_id" uuid;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "offered_operator_id" uuid;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "offered_department_id" uuid;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "offered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "overflow_offered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "notices" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "visitor_seen_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "previous_chat_id" uuid;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "rating" smallint;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "rating_comment" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "rated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "unread_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "last_visitor_seq" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "promised_seconds" integer;--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "decision" jsonb;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "time_zone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "hours" jsonb;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "holidays" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "strategy" text DEFAULT 'automatic' NOT NULL;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "returning_visitor_days" integer;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "queue_limit_chats" integer;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "queue_limit_minutes" integer;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "overflow_department_id" uuid;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "overflow_after_minutes" integer;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "offline_email" text;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "away_texts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "close_idle" boolean;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "close_idle_after_minutes" integer;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "reassign" boolean;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "reassign_after_minutes" integer;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "notice" boolean;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "finishing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "max_load" smallint DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "channel_types" text[] DEFAULT '{web,telegram,email}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "misses" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "away_by_misses_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "last_assigned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "last_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "offline_messages" ADD CONSTRAINT "offline_messages_visitor_id_visitors_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."visitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_messages" ADD CONSTRAINT "offline_messages_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_messages" ADD CONSTRAINT "offline_messages_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_messages" ADD CONSTRAINT "offline_messages_handled_by_id_operators_id_fk" FOREIGN KEY ("handled_by_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_outbox_due_idx" ON "mail_outbox" USING btree ("due_at") WHERE "mail_outbox"."sent_at" is null and "mail_outbox"."failed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "offline_messages_client_id_unique" ON "offline_messages" USING btree ("visitor_id","client_id");--> statement-breakpoint
CREATE INDEX "offline_messages_open_idx" ON "offline_messages" USING btree ("department_id","created_at") WHERE "offline_messages"."handled_at" is null;--> statement-breakpoint
CREATE INDEX "offline_messages_department_idx" ON "offline_messages" USING btree ("department_id","created_at");--> statement-breakpoint
CREATE INDEX "timers_due_idx" ON "timers" USING btree ("due_at");--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_preferred_operator_id_operators_id_fk" FOREIGN KEY ("preferred_operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_offered_operator_id_operators_id_fk" FOREIGN KEY ("offered_operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_offered_department_id_departments_id_fk" FOREIGN KEY ("offered_department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_overflow_department_id_departments_id_fk" FOREIGN KEY ("overflow_department_id") REFERENCES "public"."departments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chats_load_idx" ON "chats" USING btree ("operator_id","weight") WHERE "chats"."status" = 'active' and "chats"."held_at" is null;--> statement-breakpoint
CREATE INDEX "chats_overdue_idx" ON "chats" USING btree ("department_id") WHERE "chats"."overdue_since" is not null;--> statement-breakpoint
CREATE INDEX "chats_offered_idx" ON "chats" USING btree ("offered_operator_id") WHERE "chats"."offered_operator_id" is not null;--> statement-breakpoint
CREATE INDEX "legs_recent_idx" ON "legs" USING btree ("department_id","released_at" DESC NULLS LAST) WHERE "legs"."assigned_at" is not null and "legs"."released_at" is not null;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_held_is_active" CHECK ("chats"."held_at" is null or "chats"."status" = 'active');--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_offered_is_active" CHECK (("chats"."offered_operator_id" is null) = ("chats"."offered_at" is null) and ("chats"."offered_at" is null or "chats"."status" = 'active'));--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_overdue_is_active" CHECK ("chats"."overdue_since" is null or "chats"."status" = 'active');--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_rating_range" CHECK ("chats"."rating" between 1 and 5);--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_close_idle_minutes" CHECK ("departments"."close_idle_after_minutes" >= 5);--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_reassign_minutes" CHECK ("departments"."reassign_after_minutes" >= 1);--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_returning_days" CHECK ("departments"."returning_visitor_days" >= 1);--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_queue_limits" CHECK ("departments"."queue_limit_chats" >= 0 and "departments"."queue_limit_minutes" >= 1);--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_overflow_minutes" CHECK ("departments"."overflow_after_minutes" >= 1);--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_overflow_elsewhere" CHECK ("departments"."overflow_department_id" <> "departments"."id");--> statement-breakpoint
ALTER TABLE "operators" ADD CONSTRAINT "operators_max_load" CHECK ("operators"."max_load" >= 0 and "operators"."max_load" <= 1000);