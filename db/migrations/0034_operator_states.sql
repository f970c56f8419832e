CREATE TABLE "operator_states" (
	"operator_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "operator_states_operator_id_since_pk" PRIMARY KEY("operator_id","since")
);
--> statement-breakpoint
ALTER TABLE "operator_states" ADD CONSTRAINT "operator_states_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;