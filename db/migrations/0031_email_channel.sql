CREATE TABLE "channel_files" (
	"channel_id" uuid NOT NULL,
	"update_id" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_files_channel_id_update_id_pk" PRIMARY KEY("channel_id","update_id")
);
--> statement-breakpoint
CREATE TABLE "mail_threads" (
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"chat_id" uuid,
	"address" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"message_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"is_away" boolean DEFAULT false NOT NULL,
	"mail_upto" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mail_threads_channel_id_external_id_pk" PRIMARY KEY("channel_id","external_id")
);
--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "poll_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel_files" ADD CONSTRAINT "channel_files_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_threads" ADD CONSTRAINT "mail_threads_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_threads" ADD CONSTRAINT "mail_threads_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_threads" ADD CONSTRAINT "mail_threads_contact_fk" FOREIGN KEY ("channel_id","external_id") REFERENCES "public"."channel_contacts"("channel_id","external_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_files_received_idx" ON "channel_files" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "mail_threads_chat_idx" ON "mail_threads" USING btree ("chat_id");