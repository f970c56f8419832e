CREATE TABLE "chat_events" (
	"chat_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"pub_seq" integer,
	"kind" text NOT NULL,
	"sender_type" text NOT NULL,
	"sender_id" uuid,
	"client_id" uuid,
	"body" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chat_events_chat_id_seq_pk" PRIMARY KEY("chat_id","seq"),
	CONSTRAINT "chat_events_message_has_body" CHECK (("chat_events"."kind" = 'message') = ("chat_events"."body" is not null)),
	CONSTRAINT "chat_events_sender_known" CHECK (("chat_events"."sender_type" = 'system') = ("chat_events"."sender_id" is null))
);
--> statement-breakpoint
CREATE TABLE "chats" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"visitor_id" uuid NOT NULL,
	"start_client_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"operator_id" uuid,
	"status" text DEFAULT 'queued' NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"last_pub_seq" integer DEFAULT 0 NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"queued_since" timestamp with time zone DEFAULT now() NOT NULL,
	"visitor_name" text DEFAULT '' NOT NULL,
	"visitor_email" text,
	"locale" text DEFAULT 'en' NOT NULL,
	"page_url" text,
	"page_title" text,
	"referrer" text,
	"user_agent" text DEFAULT '' NOT NULL,
	"last_message_at" timestamp with time zone,
	"last_message_by" text,
	"last_message_preview" text DEFAULT '' NOT NULL,
	"operator_read_seq" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"close_reason" text,
	CONSTRAINT "chats_status_has_owner" CHECK (("chats"."status" = 'active') <= ("chats"."operator_id" is not null)),
	CONSTRAINT "chats_queued_has_no_owner" CHECK ("chats"."status" <> 'queued' or "chats"."operator_id" is null),
	CONSTRAINT "chats_closed_has_time" CHECK (("chats"."status" = 'closed') = ("chats"."closed_at" is not null)),
	CONSTRAINT "chats_closed_has_reason" CHECK (("chats"."status" = 'closed') = ("chats"."close_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "legs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"chat_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"operator_id" uuid,
	"queued_at" timestamp with time zone NOT NULL,
	"assigned_at" timestamp with time zone,
	"first_reply_at" timestamp with time zone,
	"released_at" timestamp with time zone,
	"reason" text,
	"from_seq" integer NOT NULL,
	"to_seq" integer,
	CONSTRAINT "legs_assigned_has_operator" CHECK (("legs"."assigned_at" is null) = ("legs"."operator_id" is null)),
	CONSTRAINT "legs_released_has_reason" CHECK (("legs"."released_at" is null) = ("legs"."reason" is null)),
	CONSTRAINT "legs_released_has_end" CHECK (("legs"."released_at" is null) = ("legs"."to_seq" is null))
);
--> statement-breakpoint
CREATE TABLE "company" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"key" text NOT NULL,
	"color" text DEFAULT '#1f5eff' NOT NULL,
	"greeting" text DEFAULT '' NOT NULL,
	"allowed_domains" text[] DEFAULT '{}'::text[] NOT NULL,
	"setup_completed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "company_key_unique" UNIQUE("key"),
	CONSTRAINT "company_is_single" CHECK ("company"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "department_members" (
	"department_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"line" smallint DEFAULT 1 NOT NULL,
	CONSTRAINT "department_members_department_id_operator_id_pk" PRIMARY KEY("department_id","operator_id"),
	CONSTRAINT "department_members_line_positive" CHECK ("department_members"."line" >= 1)
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"hidden" boolean DEFAULT false NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"logo_id" text,
	"color" text DEFAULT '#1f5eff' NOT NULL,
	"site_url" text,
	"allowed_domains" text[] DEFAULT '{}'::text[] NOT NULL,
	"greeting" text DEFAULT '' NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "departments_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "logos" (
	"id" text PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_leases" (
	"name" text PRIMARY KEY NOT NULL,
	"locked_until" timestamp with time zone NOT NULL,
	"last_run_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"operator_id" uuid NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"ip_address" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"department_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"invited_by_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_token_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"role" text DEFAULT 'operator' NOT NULL,
	"password_hash" text NOT NULL,
	"intent" text DEFAULT 'online' NOT NULL,
	"last_pulse_at" timestamp with time zone,
	"locale" text,
	"deactivated_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operators_email_lower" CHECK ("operators"."email" = lower("operators"."email"))
);
--> statement-breakpoint
CREATE TABLE "visitors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visitors_token_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "chat_events" ADD CONSTRAINT "chat_events_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_visitor_id_visitors_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."visitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legs" ADD CONSTRAINT "legs_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legs" ADD CONSTRAINT "legs_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legs" ADD CONSTRAINT "legs_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department_members" ADD CONSTRAINT "department_members_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department_members" ADD CONSTRAINT "department_members_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_logo_id_logos_id_fk" FOREIGN KEY ("logo_id") REFERENCES "public"."logos"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_id_operators_id_fk" FOREIGN KEY ("invited_by_id") REFERENCES "public"."operators"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_events_pub_seq_unique" ON "chat_events" USING btree ("chat_id","pub_seq") WHERE "chat_events"."pub_seq" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_events_client_id_unique" ON "chat_events" USING btree ("chat_id","sender_type","sender_id","client_id") WHERE "chat_events"."client_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "chats_start_unique" ON "chats" USING btree ("visitor_id","start_client_id");--> statement-breakpoint
CREATE INDEX "chats_queue_idx" ON "chats" USING btree ("department_id","priority" DESC NULLS LAST,"queued_since","id") WHERE "chats"."status" = 'queued';--> statement-breakpoint
CREATE INDEX "chats_active_idx" ON "chats" USING btree ("operator_id","last_message_at") WHERE "chats"."status" = 'active';--> statement-breakpoint
CREATE INDEX "chats_visitor_idx" ON "chats" USING btree ("visitor_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "chats_department_idx" ON "chats" USING btree ("department_id");--> statement-breakpoint
CREATE UNIQUE INDEX "legs_one_open_per_chat" ON "legs" USING btree ("chat_id") WHERE "legs"."released_at" is null;--> statement-breakpoint
CREATE INDEX "department_members_operator_idx" ON "department_members" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "departments_order_idx" ON "departments" USING btree ("position","name");--> statement-breakpoint
CREATE INDEX "auth_sessions_operator_idx" ON "auth_sessions" USING btree ("operator_id") WHERE "auth_sessions"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "invitations_open_idx" ON "invitations" USING btree ("created_at") WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "operators_email_unique" ON "operators" USING btree (lower("email"));