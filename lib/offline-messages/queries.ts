import { and, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { departmentMembers, departments, offlineMessages, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { toBadgeDto } from "@/lib/chats/dto";
import type { OperatorActor } from "@/lib/context";
import type { OfflineMessageDto } from "./schemas";

/** Messages of one list. */
const LIST_MAX = 200;

/**
 * Messages of the operator's departments, for an admin of all: those nobody has handled first, newest first. Without
 * those whose visitor had them erased.
 */
export async function listOfflineMessages(db: Db, actor: OperatorActor): Promise<OfflineMessageDto[]> {
  const rows = await withDepartment(db)
    .where(and(isNull(offlineMessages.erasedAt), visibleTo(db, actor)))
    .orderBy(sql`${offlineMessages.handledAt} is not null`, desc(offlineMessages.createdAt), offlineMessages.id)
    .limit(LIST_MAX);
  return rows.map(toDto);
}

/** How many messages of the operator's departments, for an admin of all, nobody has handled. */
export const countOpenOfflineMessages = (db: Db, actor: OperatorActor): Promise<number> =>
  db.$count(
    offlineMessages,
    and(isNull(offlineMessages.handledAt), isNull(offlineMessages.erasedAt), visibleTo(db, actor)),
  );

/** One message, without asking who looks. Null when there is none. */
export async function findOfflineMessage(db: Db, messageId: string): Promise<OfflineMessageDto | null> {
  const [row] = await withDepartment(db).where(eq(offlineMessages.id, messageId));
  return row ? toDto(row) : null;
}

const { id, name, color, logoId } = departments;

const withDepartment = (db: Db) =>
  db
    .select({ message: offlineMessages, department: { id, name, color, logoId }, handledBy: operators.name })
    .from(offlineMessages)
    .leftJoin(departments, eq(departments.id, offlineMessages.departmentId))
    .leftJoin(operators, eq(operators.id, offlineMessages.handledById))
    .$dynamic();

function visibleTo(db: Db, actor: OperatorActor): SQL | undefined {
  if (actor.role === "admin") return undefined;
  const own = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, actor.operatorId));
  return inArray(offlineMessages.departmentId, own);
}

type Row = Awaited<ReturnType<typeof withDepartment>>[number];

const toDto = ({ message, department, handledBy }: Row): OfflineMessageDto => ({
  id: message.id,
  department: department && toBadgeDto(department),
  chatId: message.chatId,
  name: message.name,
  email: message.email,
  phone: message.phone,
  body: message.body,
  locale: message.locale,
  pageUrl: message.pageUrl,
  createdAt: message.createdAt.toISOString(),
  handledAt: message.handledAt?.toISOString() ?? null,
  handledBy,
});
