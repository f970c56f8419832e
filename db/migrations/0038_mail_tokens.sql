CREATE TABLE "mail_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"box" text,
	"expires_at" timestamp with time zone,
	"claim" uuid,
	"claimed_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "mail_tokens_expires_idx" ON "mail_tokens" USING btree ("expires_at");