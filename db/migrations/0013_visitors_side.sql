CREATE TABLE "visitor_blocks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"visitor_id" uuid NOT NULL,
	"identity_hash" text,
	"address_hash" text,
	"address_until" timestamp with time zone,
	"visitor_name" text DEFAULT '' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"department_id" uuid,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"lifted_at" timestamp with time zone,
	"lifted_by_id" uuid,
	CONSTRAINT "visitor_blocks_lifted_by_somebody" CHECK (("visitor_blocks"."lifted_at" is null) = ("visitor_blocks"."lifted_by_id" is null)),
	CONSTRAINT "visitor_blocks_address_has_end" CHECK ("visitor_blocks"."address_hash" is null or "visitor_blocks"."address_until" is not null)
);
--> statement-breakpoint
CREATE TABLE "visitor_presences" (
	"visitor_id" uuid PRIMARY KEY NOT NULL,
	"department_id" uuid,
	"page_url" text NOT NULL,
	"page_title" text,
	"referrer" text,
	"user_agent" text DEFAULT '' NOT NULL,
	"identity" jsonb,
	"address_hash" text DEFAULT '' NOT NULL,
	"pages" integer DEFAULT 1 NOT NULL,
	"arrived_at" timestamp with time zone DEFAULT now() NOT NULL,
	"page_since" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"left_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "started_by_id" uuid;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "spam_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "spam_by_id" uuid;--> statement-breakpoint
ALTER TABLE "chats" ADD COLUMN "utm" jsonb;--> statement-breakpoint
ALTER TABLE "visitors" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "visitors" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "visitor_blocks" ADD CONSTRAINT "visitor_blocks_visitor_id_visitors_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."visitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitor_blocks" ADD CONSTRAINT "visitor_blocks_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitor_blocks" ADD CONSTRAINT "visitor_blocks_created_by_id_operators_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitor_blocks" ADD CONSTRAINT "visitor_blocks_lifted_by_id_operators_id_fk" FOREIGN KEY ("lifted_by_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitor_presences" ADD CONSTRAINT "visitor_presences_visitor_id_visitors_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."visitors"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitor_presences" ADD CONSTRAINT "visitor_presences_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visitor_blocks_visitor_idx" ON "visitor_blocks" USING btree ("visitor_id");--> statement-breakpoint
CREATE INDEX "visitor_blocks_identity_idx" ON "visitor_blocks" USING btree ("identity_hash") WHERE "visitor_blocks"."identity_hash" is not null;--> statement-breakpoint
CREATE INDEX "visitor_blocks_address_idx" ON "visitor_blocks" USING btree ("address_hash") WHERE "visitor_blocks"."address_hash" is not null;--> statement-breakpoint
CREATE INDEX "visitor_blocks_created_idx" ON "visitor_blocks" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "visitor_presences_seen_idx" ON "visitor_presences" USING btree ("seen_at");--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_started_by_id_operators_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_spam_by_id_operators_id_fk" FOREIGN KEY ("spam_by_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_spam_is_closed" CHECK ("chats"."spam_at" is null or "chats"."status" = 'closed');--> statement-breakpoint
ALTER TABLE "chats" ADD CONSTRAINT "chats_spam_by_somebody" CHECK (("chats"."spam_at" is null) = ("chats"."spam_by_id" is null));