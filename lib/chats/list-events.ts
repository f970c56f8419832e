import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import { madeOnce } from "@/db/made-once";
import { chatEvents, files, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { EventRow, Side } from "./dto";

const numberOf = (side: Side) => (side === "operator" ? chatEvents.seq : chatEvents.pubSeq);

/** Entries with the names of their senders and their files. */
const selectEvents = (db: Db) =>
  db
    .select({ event: chatEvents, senderName: operators.name, file: files })
    .from(chatEvents)
    .leftJoin(files, eq(files.id, chatEvents.fileId))
    .leftJoin(operators, and(eq(operators.id, chatEvents.senderId), eq(chatEvents.senderType, "operator")))
    .$dynamic();

const eventsAfter = (number: ReturnType<typeof numberOf>) =>
  madeOnce((db) =>
    selectEvents(db)
      .where(and(eq(chatEvents.chatId, sql.placeholder("chatId")), gt(number, sql.placeholder("after"))))
      .orderBy(asc(number))
      .limit(sql.placeholder("limit"))
      .prepare(""),
  );
const listAfter = { operator: eventsAfter(numberOf("operator")), visitor: eventsAfter(numberOf("visitor")) };

type Found = Awaited<ReturnType<typeof selectEvents>>[number];
const toRow = ({ event, senderName, file }: Found): EventRow => ({ ...event, senderName, file });

/** Entries numbered above `after` in the actor's numbering, oldest first. */
export async function listEventsAfter(
  db: Db,
  side: Side,
  chatId: string,
  after: number,
  limit: number,
): Promise<EventRow[]> {
  const found = await listAfter[side](db).execute({ chatId, after, limit });
  return found.map(toRow);
}

/** The newest entries numbered below `before` in the actor's numbering, oldest first. */
export async function listEventsBefore(
  db: Db,
  side: Side,
  chatId: string,
  before: number,
  limit: number,
): Promise<EventRow[]> {
  const number = numberOf(side);
  const found = await selectEvents(db)
    .where(and(eq(chatEvents.chatId, chatId), lt(number, before)))
    .orderBy(desc(number))
    .limit(limit);
  return found.map(toRow).reverse();
}
