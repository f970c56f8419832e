ALTER TABLE "reviews" ADD COLUMN "read_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "reviews_unread_idx" ON "reviews" USING btree ("operator_id") WHERE "reviews"."read_at" is null;--> statement-breakpoint
-- Whatever was there before is no news.
UPDATE "reviews" SET "read_at" = now();
