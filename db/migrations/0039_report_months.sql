CREATE TABLE "report_months" (
	"department_id" uuid NOT NULL,
	"month" date NOT NULL,
	"revision" bigint NOT NULL,
	"zone" text NOT NULL,
	"chats" "bytea",
	"sum" "bytea",
	"bars" "bytea",
	"operators" "bytea",
	"channels" "bytea",
	"days" "bytea",
	"hours" "bytea",
	"built_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "report_months_department_id_month_pk" PRIMARY KEY("department_id","month")
);
--> statement-breakpoint
ALTER TABLE "report_days" ADD COLUMN "revision" bigint;--> statement-breakpoint
ALTER TABLE "report_months" ADD CONSTRAINT "report_months_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- By a trigger, so that a version that knows nothing of months tells them as well that it has packed a day anew.
CREATE SEQUENCE "report_days_revision";
--> statement-breakpoint
create function number_report_day() returns trigger language plpgsql as $$
begin
  new.revision := nextval('report_days_revision');
  return new;
end $$;
--> statement-breakpoint
create trigger report_days_revision before insert or update on report_days
  for each row execute function number_report_day();
