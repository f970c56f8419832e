CREATE TABLE "files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"chat_id" uuid,
	"uploader_type" text NOT NULL,
	"uploader_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"storage_key" text NOT NULL,
	"thumb_key" text,
	"width" integer,
	"height" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp with time zone,
	"purge_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "files_storage_key_unique" UNIQUE("storage_key"),
	CONSTRAINT "files_thumb_key_unique" UNIQUE("thumb_key"),
	CONSTRAINT "files_id_chat_unique" UNIQUE("id","chat_id"),
	CONSTRAINT "files_size_positive" CHECK ("files"."size" >= 0),
	CONSTRAINT "files_picture_has_both_sides" CHECK (("files"."width" is null) = ("files"."height" is null)),
	CONSTRAINT "files_thumb_is_of_picture" CHECK ("files"."thumb_key" is null or "files"."width" is not null)
);
--> statement-breakpoint
ALTER TABLE "chat_events" DROP CONSTRAINT "chat_events_message_has_body";--> statement-breakpoint
ALTER TABLE "chat_events" ADD COLUMN "file_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "files_chat_idx" ON "files" USING btree ("chat_id","created_at");--> statement-breakpoint
CREATE INDEX "files_purge_idx" ON "files" USING btree ("purge_at") WHERE "files"."purge_at" is not null;--> statement-breakpoint
ALTER TABLE "chat_events" ADD CONSTRAINT "chat_events_file_fk" FOREIGN KEY ("file_id","chat_id") REFERENCES "public"."files"("id","chat_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_events_file_unique" ON "chat_events" USING btree ("file_id") WHERE "chat_events"."file_id" is not null;--> statement-breakpoint
ALTER TABLE "chat_events" ADD CONSTRAINT "chat_events_message_has_body" CHECK (("chat_events"."kind" = 'message') = ("chat_events"."body" is not null or "chat_events"."file_id" is not null));