CREATE TABLE "chat_reads" (
	"operator_id" uuid NOT NULL,
	"chat_id" uuid NOT NULL,
	"read_seq" integer NOT NULL,
	CONSTRAINT "chat_reads_operator_id_chat_id_pk" PRIMARY KEY("operator_id","chat_id")
);
--> statement-breakpoint
ALTER TABLE "chat_reads" ADD CONSTRAINT "chat_reads_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_reads" ADD CONSTRAINT "chat_reads_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_reads_chat_idx" ON "chat_reads" USING btree ("chat_id");--> statement-breakpoint
CREATE INDEX "chats_open_idx" ON "chats" USING btree ("department_id",coalesce("last_message_at", "created_at") desc,"id" desc) WHERE "chats"."status" <> 'closed';--> statement-breakpoint
CREATE INDEX "chats_closed_idx" ON "chats" USING btree ("department_id","closed_at" desc,"id" desc) WHERE "chats"."status" = 'closed';