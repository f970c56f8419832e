import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { departments } from "./departments";
import { operators } from "./people";

const stamp = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Where operators talk among themselves: the room of a department, whose id it has, or two operators' own. A department's
 * row is made with its first message.
 */
export const rooms = pgTable(
  "rooms",
  {
    id: uuid().primaryKey().defaultRandom(),
    departmentId: uuid("department_id").references(() => departments.id, { onDelete: "cascade" }),
    /** Of two operators, the one with the lower id first: so there is one room for each pair. */
    firstOperatorId: uuid("first_operator_id").references(() => operators.id, { onDelete: "cascade" }),
    secondOperatorId: uuid("second_operator_id").references(() => operators.id, { onDelete: "cascade" }),
    /** Last number of the timeline, taken under this row's lock. */
    lastSeq: integer("last_seq").notNull().default(0),
    /** The newest message, kept here so that a list needs no second read. */
    lastMessageAt: stamp("last_message_at"),
    lastMessagePreview: text("last_message_preview").notNull().default(""),
    lastSenderId: uuid("last_sender_id").references(() => operators.id),
    createdAt: stamp("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("rooms_pair_unique").on(t.firstOperatorId, t.secondOperatorId),
    // "my direct rooms": read with the list, by either side of the pair
    index("rooms_second_operator_idx").on(t.secondOperatorId),
    check("rooms_department_has_its_id", sql`${t.departmentId} is null or ${t.departmentId} = ${t.id}`),
    check(
      "rooms_of_department_or_pair",
      sql`(${t.departmentId} is null) = (${t.firstOperatorId} is not null and ${t.secondOperatorId} is not null)`,
    ),
    check("rooms_pair_in_order", sql`${t.firstOperatorId} < ${t.secondOperatorId}`),
  ],
);

/** The timeline of a room, with the rules of a chat's: `seq` has no gap, a repeated `clientId` finds its row. */
export const roomMessages = pgTable(
  "room_messages",
  {
    roomId: uuid("room_id")
      .notNull()
      .references(() => rooms.id, { onDelete: "cascade" }),
    seq: integer().notNull(),
    senderId: uuid("sender_id")
      .notNull()
      .references(() => operators.id),
    /** Chosen by the sender's browser (UUIDv7). */
    clientId: uuid("client_id").notNull(),
    body: text().notNull(),
    createdAt: stamp("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.roomId, t.seq] }),
    uniqueIndex("room_messages_client_id_unique").on(t.roomId, t.senderId, t.clientId),
  ],
);

/** How far an operator has read a room, on whatever device; it only grows. */
export const roomReads = pgTable(
  "room_reads",
  {
    roomId: uuid("room_id")
      .notNull()
      .references(() => rooms.id, { onDelete: "cascade" }),
    operatorId: uuid("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    readSeq: integer("read_seq").notNull(),
  },
  (t) => [primaryKey({ columns: [t.roomId, t.operatorId] })],
);
