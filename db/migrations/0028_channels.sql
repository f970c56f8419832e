CREATE TABLE "channel_chats" (
	"chat_id" uuid PRIMARY KEY NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"turn" integer DEFAULT 0 NOT NULL,
	"parts_sent" smallint DEFAULT 0 NOT NULL,
	"place_ref" text,
	"place_text" text,
	"place_due_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "channel_contacts" (
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"visitor_id" uuid NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"department_id" uuid,
	"department_key" text,
	"chose_at" timestamp with time zone,
	"blocked_at" timestamp with time zone,
	"noticed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_contacts_channel_id_external_id_pk" PRIMARY KEY("channel_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "channel_updates" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "channel_updates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"channel_id" uuid NOT NULL,
	"update_id" text NOT NULL,
	"external_id" text NOT NULL,
	"incoming" jsonb,
	"waits" boolean DEFAULT false NOT NULL,
	"done_at" timestamp with time zone,
	"reply" jsonb,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"reply_due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "sent_pub_seq" integer;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "token_encrypted" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "account_id" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "link" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "receives_by" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "poll_after" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "last_received_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "last_sent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "retry_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel_chats" ADD CONSTRAINT "channel_chats_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_chats" ADD CONSTRAINT "channel_chats_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_contacts" ADD CONSTRAINT "channel_contacts_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_contacts" ADD CONSTRAINT "channel_contacts_visitor_id_visitors_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."visitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_contacts" ADD CONSTRAINT "channel_contacts_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_updates" ADD CONSTRAINT "channel_updates_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_chats_place_idx" ON "channel_chats" USING btree ("chat_id") WHERE "channel_chats"."place_ref" is not null;--> statement-breakpoint
CREATE INDEX "channel_chats_contact_idx" ON "channel_chats" USING btree ("channel_id","external_id");--> statement-breakpoint
CREATE INDEX "channel_contacts_visitor_idx" ON "channel_contacts" USING btree ("visitor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "channel_updates_unique" ON "channel_updates" USING btree ("channel_id","update_id");--> statement-breakpoint
CREATE INDEX "channel_updates_open_idx" ON "channel_updates" USING btree ("channel_id","external_id","id") WHERE "channel_updates"."done_at" is null;--> statement-breakpoint
CREATE INDEX "channel_updates_reply_idx" ON "channel_updates" USING btree ("reply_due_at") WHERE "channel_updates"."reply" is not null;--> statement-breakpoint
CREATE INDEX "channel_updates_received_idx" ON "channel_updates" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "chats_unsent_idx" ON "chats" USING btree ("id") WHERE "chats"."sent_pub_seq" < "chats"."last_pub_seq";--> statement-breakpoint
CREATE UNIQUE INDEX "channels_account_unique" ON "channels" USING btree ("type","account_id") WHERE "channels"."account_id" is not null;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_sent_was_said" CHECK ("chats"."sent_pub_seq" <= "chats"."last_pub_seq");--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_failure_has_time" CHECK (("channels"."failure" is null) = ("channels"."failed_at" is null));