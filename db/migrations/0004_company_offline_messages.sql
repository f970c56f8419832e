ALTER TABLE "offline_messages" DROP CONSTRAINT "offline_messages_department_id_departments_id_fk";
--> statement-breakpoint
ALTER TABLE "offline_messages" ALTER COLUMN "department_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "offline_messages" ADD CONSTRAINT "offline_messages_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE set null ON UPDATE no action;