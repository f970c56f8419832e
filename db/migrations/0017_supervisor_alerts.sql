CREATE TABLE "supervisor_alerts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"chat_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"epoch" integer NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by_id" uuid,
	CONSTRAINT "supervisor_alerts_acknowledged" CHECK ("supervisor_alerts"."acknowledged_by_id" is null or "supervisor_alerts"."acknowledged_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "departments" ADD COLUMN "alert_after_minutes" integer;--> statement-breakpoint
ALTER TABLE "chat_settings" ADD COLUMN "alert_after_minutes" integer DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "supervisor_alerts" ADD CONSTRAINT "supervisor_alerts_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervisor_alerts" ADD CONSTRAINT "supervisor_alerts_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supervisor_alerts" ADD CONSTRAINT "supervisor_alerts_acknowledged_by_id_operators_id_fk" FOREIGN KEY ("acknowledged_by_id") REFERENCES "public"."operators"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "supervisor_alerts_once" ON "supervisor_alerts" USING btree ("chat_id","cause","epoch","since");--> statement-breakpoint
CREATE INDEX "supervisor_alerts_department_idx" ON "supervisor_alerts" USING btree ("department_id");--> statement-breakpoint
CREATE INDEX "legs_department_idx" ON "legs" USING btree ("department_id","queued_at");--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_alert_minutes" CHECK ("departments"."alert_after_minutes" >= 1);--> statement-breakpoint
ALTER TABLE "chat_settings" ADD CONSTRAINT "chat_settings_alert_minutes" CHECK ("chat_settings"."alert_after_minutes" >= 1);