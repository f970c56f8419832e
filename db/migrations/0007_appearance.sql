CREATE TABLE "audit_entries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"action" text NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"subject" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retired_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"department_id" uuid,
	"retired_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snippet_sightings" (
	"key" text NOT NULL,
	"origin" text NOT NULL,
	"path" text,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"problem" text,
	"problem_path" text,
	"problem_at" timestamp with time zone,
	CONSTRAINT "snippet_sightings_key_origin_pk" PRIMARY KEY("key","origin")
);
--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "visitor_phone" text;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "identity" jsonb;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "consent" jsonb;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "transcript_mailed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD COLUMN "visitor_id" uuid;--> statement-breakpoint
ALTER TABLE "offline_messages" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "offline_messages" ADD COLUMN "consent" jsonb;--> statement-breakpoint
ALTER TABLE "offline_messages" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "look" jsonb;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "texts" jsonb;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "proactive" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "consent" jsonb;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "identity_secret_encrypted" text;--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "mails_transcripts" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "look" jsonb;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "texts" jsonb;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "proactive" jsonb;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "form" jsonb;--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "verified_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "visitors" ADD COLUMN "identity_sub" text;--> statement-breakpoint
ALTER TABLE "visitors" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "retired_keys" ADD CONSTRAINT "retired_keys_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_created_idx" ON "audit_entries" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "retired_keys_department_idx" ON "retired_keys" USING btree ("department_id");--> statement-breakpoint
ALTER TABLE "mail_outbox" ADD CONSTRAINT "mail_outbox_visitor_id_visitors_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."visitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_outbox_visitor_idx" ON "mail_outbox" USING btree ("visitor_id") WHERE "mail_outbox"."visitor_id" is not null;--> statement-breakpoint
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_identity_sub_unique" UNIQUE("identity_sub");--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_erased_is_closed" CHECK ("chats"."erased_at" is null or "chats"."status" = 'closed');