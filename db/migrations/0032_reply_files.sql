ALTER TABLE "files" ADD COLUMN "reply_id" uuid;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_reply_id_canned_replies_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."canned_replies"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "files_reply_idx" ON "files" USING btree ("reply_id") WHERE "files"."reply_id" is not null;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_one_place" CHECK ("files"."chat_id" is null or "files"."reply_id" is null);--> statement-breakpoint
-- However a reply goes, by itself or with its operator or its department, its files are thrown away.
CREATE FUNCTION drop_reply_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE files SET purge_at = now(), deleted_at = now(), name = '' WHERE reply_id = OLD.id;
	RETURN OLD;
END $$;--> statement-breakpoint
CREATE TRIGGER canned_replies_files BEFORE DELETE ON "canned_replies"
	FOR EACH ROW EXECUTE FUNCTION drop_reply_files();
