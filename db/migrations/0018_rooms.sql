CREATE TABLE "room_messages" (
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"sender_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "room_messages_room_id_seq_pk" PRIMARY KEY("room_id","seq")
);
--> statement-breakpoint
CREATE TABLE "room_reads" (
	"room_id" uuid NOT NULL,
	"operator_id" uuid NOT NULL,
	"read_seq" integer NOT NULL,
	CONSTRAINT "room_reads_room_id_operator_id_pk" PRIMARY KEY("room_id","operator_id")
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"department_id" uuid,
	"first_operator_id" uuid,
	"second_operator_id" uuid,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"last_message_at" timestamp with time zone,
	"last_message_preview" text DEFAULT '' NOT NULL,
	"last_sender_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rooms_department_has_its_id" CHECK ("rooms"."department_id" is null or "rooms"."department_id" = "rooms"."id"),
	CONSTRAINT "rooms_of_department_or_pair" CHECK (("rooms"."department_id" is null) = ("rooms"."first_operator_id" is not null and "rooms"."second_operator_id" is not null)),
	CONSTRAINT "rooms_pair_in_order" CHECK ("rooms"."first_operator_id" < "rooms"."second_operator_id")
);
--> statement-breakpoint
ALTER TABLE "room_messages" ADD CONSTRAINT "room_messages_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_messages" ADD CONSTRAINT "room_messages_sender_id_operators_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_reads" ADD CONSTRAINT "room_reads_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_reads" ADD CONSTRAINT "room_reads_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_first_operator_id_operators_id_fk" FOREIGN KEY ("first_operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_second_operator_id_operators_id_fk" FOREIGN KEY ("second_operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_last_sender_id_operators_id_fk" FOREIGN KEY ("last_sender_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "room_messages_client_id_unique" ON "room_messages" USING btree ("room_id","sender_id","client_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rooms_pair_unique" ON "rooms" USING btree ("first_operator_id","second_operator_id");--> statement-breakpoint
CREATE INDEX "rooms_second_operator_idx" ON "rooms" USING btree ("second_operator_id");