import { asc, eq, sql } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { type Admission, getAdmissions } from "@/lib/routing/admission";
import { toEstimate } from "@/lib/routing/estimate";
import { expectedSeconds } from "@/lib/routing/queue";
import { getReplyMinutes } from "@/lib/routing/reply-time";
import type { PublicDepartmentDto } from "./schemas";

type DepartmentRow = typeof departments.$inferSelect;

/** Every department in its order, hidden and disabled ones as well, as it is at this moment. */
export const listPublicDepartments = async (db: Db): Promise<PublicDepartmentDto[]> =>
  withStates(
    db,
    await db
      .select()
      .from(departments)
      .orderBy(asc(departments.position), sql`lower(${departments.name})`, asc(departments.id)),
  );

export async function findPublicDepartment(db: Db, id: string): Promise<PublicDepartmentDto | null> {
  const [found] = await withStates(db, await db.select().from(departments).where(eq(departments.id, id)));
  return found ?? null;
}

async function withStates(db: Db, found: DepartmentRow[]): Promise<PublicDepartmentDto[]> {
  const admissions = await getAdmissions(db, found);
  const replyMinutes = await getReplyMinutes(
    db,
    found.map(({ id }) => id),
  );
  return found.map((row) => toDto(row, admissions.get(row.id), replyMinutes.get(row.id) ?? null));
}

function toDto(row: DepartmentRow, admission: Admission | undefined, replyMinutes: number | null): PublicDepartmentDto {
  const state = row.disabled || !admission ? "closed" : admission.state;
  const seconds =
    admission && state === "busy" ? expectedSeconds(admission.outlook.waiting + 1, admission.outlook) : null;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    siteUrl: row.siteUrl,
    key: row.key,
    hidden: row.hidden,
    disabled: row.disabled,
    state,
    opensAt: (!row.disabled && admission?.opensAt?.toISOString()) || null,
    isFull: admission?.isFull ?? false,
    waiting: admission?.outlook.waiting ?? 0,
    estimate: seconds === null ? null : toEstimate(seconds),
    replyMinutes,
  };
}
