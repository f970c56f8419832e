CREATE TABLE "mentions" (
	"operator_id" uuid NOT NULL,
	"chat_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "mentions_operator_id_chat_id_seq_pk" PRIMARY KEY("operator_id","chat_id","seq")
);
--> statement-breakpoint
ALTER TABLE "chat_events" DROP CONSTRAINT "chat_events_message_has_body";--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_note_fk" FOREIGN KEY ("chat_id","seq") REFERENCES "public"."chat_events"("chat_id","seq") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mentions_list_idx" ON "mentions" USING btree ("operator_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "mentions_unread_idx" ON "mentions" USING btree ("operator_id") WHERE "mentions"."read_at" is null;--> statement-breakpoint
CREATE INDEX "mentions_note_idx" ON "mentions" USING btree ("chat_id","seq");--> statement-breakpoint
ALTER TABLE "chat_events" ADD CONSTRAINT "chat_events_message_has_body" CHECK (("chat_events"."kind" in ('message', 'note')) = ("chat_events"."body" is not null or "chat_events"."file_id" is not null));