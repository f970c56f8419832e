import { and, eq, isNull } from "drizzle-orm";
import { visitors } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";

/** @throws DomainError `forbidden`: what is about a visitor in all departments is an admin's */
export function assertAdmin({ role }: Pick<OperatorActor, "role">): void {
  if (role !== "admin") throw new DomainError("forbidden", "Admins export and erase what is about a visitor");
}

/** @throws DomainError `not_found` */
export async function assertVisitorExists(db: Db, visitorId: string): Promise<void> {
  if ((await db.$count(visitors, eq(visitors.id, visitorId))) === 0) throw notFound();
}

/** The row of a visitor who was not erased. @throws DomainError `not_found` */
export async function getVisitor(db: Db, visitorId: string): Promise<typeof visitors.$inferSelect> {
  const [visitor] = await db
    .select()
    .from(visitors)
    .where(and(eq(visitors.id, visitorId), isNull(visitors.erasedAt)));
  if (!visitor) throw notFound();
  return visitor;
}
