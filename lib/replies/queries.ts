import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { cannedReplies, departmentMembers, departments, files } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { toFileDto } from "@/lib/files/dto";
import { isReadable } from "@/lib/files/queries";
import type { CannedReplyDto } from "./schemas";

/** More than anybody can look through; a company with so many finds the rest by name on the page that lists them. */
const LIST_MAX = 3000;

/** The replies that the operator may send: their own, those of their departments (admins: of all), and the company's. */
export function usableReplies(db: Db, actor: OperatorActor) {
  const mine = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, actor.operatorId));
  return or(
    eq(cannedReplies.scope, "company"),
    eq(cannedReplies.operatorId, actor.operatorId),
    actor.role === "admin" ? eq(cannedReplies.scope, "department") : inArray(cannedReplies.departmentId, mine),
  );
}

/** What the operator may send, by title, with their files in the order in which they were chosen. */
export async function listReplies(db: Db, actor: OperatorActor): Promise<CannedReplyDto[]> {
  const rows = await db
    .select({ reply: cannedReplies, departmentName: departments.name })
    .from(cannedReplies)
    .leftJoin(departments, eq(departments.id, cannedReplies.departmentId))
    .where(usableReplies(db, actor))
    .orderBy(sql`lower(${cannedReplies.title})`, asc(cannedReplies.id))
    .limit(LIST_MAX);
  const found = await db
    .select({ file: files })
    .from(files)
    .innerJoin(cannedReplies, eq(cannedReplies.id, files.replyId))
    .where(and(usableReplies(db, actor), isReadable))
    .orderBy(asc(files.replyPlace), asc(files.createdAt), asc(files.id));
  return rows.map(({ reply: { id, scope, departmentId, title, body }, departmentName }) => ({
    id,
    scope,
    department: departmentId && departmentName !== null ? { id: departmentId, name: departmentName } : null,
    title,
    body,
    files: found.filter(({ file }) => file.replyId === id).map(({ file }) => toFileDto(file)),
  }));
}

/** Departments whose replies the operator may change. */
export async function listReplyDepartments(db: Db, actor: OperatorActor): Promise<{ id: string; name: string }[]> {
  if (actor.role === "operator") return [];
  const { id, name, position } = departments;
  const mine = db
    .select({ id: departmentMembers.departmentId })
    .from(departmentMembers)
    .where(eq(departmentMembers.operatorId, actor.operatorId));
  return db
    .select({ id, name })
    .from(departments)
    .where(actor.role === "admin" ? undefined : inArray(id, mine))
    .orderBy(asc(position), sql`lower(${name})`);
}
