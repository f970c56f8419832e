CREATE TABLE "crm_connection" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"address" text NOT NULL,
	"login" text NOT NULL,
	"password_encrypted" text NOT NULL,
	"odata_path" text NOT NULL,
	"session_encrypted" text,
	"connected_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_sent_at" timestamp with time zone,
	"failure" text,
	"failure_text" text,
	"failed_at" timestamp with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	"claim" uuid,
	"claimed_until" timestamp with time zone,
	CONSTRAINT "crm_connection_is_single" CHECK ("crm_connection"."id" = 1),
	CONSTRAINT "crm_connection_failure_has_time" CHECK (("crm_connection"."failure" is null) = ("crm_connection"."failed_at" is null)),
	CONSTRAINT "crm_connection_claim_ends" CHECK (("crm_connection"."claim" is null) = ("crm_connection"."claimed_until" is null))
);
--> statement-breakpoint
CREATE TABLE "crm_deliveries" (
	"chat_id" uuid PRIMARY KEY NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"failure" text,
	"error" text,
	"contact_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "crm_deliveries_one_end" CHECK ("crm_deliveries"."delivered_at" is null or "crm_deliveries"."failed_at" is null)
);
--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "picture_id" text;--> statement-breakpoint
ALTER TABLE "chat_settings" ADD COLUMN "crm_address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "crm_deliveries" ADD CONSTRAINT "crm_deliveries_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "crm_deliveries_due_idx" ON "crm_deliveries" USING btree ("due_at") WHERE "crm_deliveries"."delivered_at" is null and "crm_deliveries"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "crm_deliveries_failed_idx" ON "crm_deliveries" USING btree ("failed_at") WHERE "crm_deliveries"."failed_at" is not null;