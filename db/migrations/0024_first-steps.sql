ALTER TABLE "company" ADD COLUMN "first_steps" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
-- Who has been here for long is not led by the hand.
UPDATE "company" SET "first_steps" = '{"isOver": true}'::jsonb WHERE "setup_completed_at" IS NOT NULL;
