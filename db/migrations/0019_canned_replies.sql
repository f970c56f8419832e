CREATE TABLE "canned_replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"operator_id" uuid,
	"department_id" uuid,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "canned_replies_personal_has_operator" CHECK (("canned_replies"."scope" = 'personal') = ("canned_replies"."operator_id" is not null)),
	CONSTRAINT "canned_replies_department_is_known" CHECK (("canned_replies"."scope" = 'department') = ("canned_replies"."department_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "canned_replies" ADD CONSTRAINT "canned_replies_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canned_replies" ADD CONSTRAINT "canned_replies_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "canned_replies_operator_idx" ON "canned_replies" USING btree ("operator_id") WHERE "canned_replies"."operator_id" is not null;--> statement-breakpoint
CREATE INDEX "canned_replies_department_idx" ON "canned_replies" USING btree ("department_id") WHERE "canned_replies"."department_id" is not null;