import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";

/** Who is alerted of a department: its supervisors and admins; where it has none, all admins. */
export async function listSupervisorIds(db: Db, departmentId: string): Promise<string[]> {
  const found = await rows<{ id: string; is_member: boolean }>(
    db,
    sql`select o.id, m.operator_id is not null as is_member
        from operators o
        left join department_members m on m.operator_id = o.id and m.department_id = ${departmentId}
        where o.deactivated_at is null and (o.role = 'admin' or (o.role = 'supervisor' and m.operator_id is not null))`,
  );
  const members = found.filter(({ is_member }) => is_member);
  return (members.length > 0 ? members : found).map(({ id }) => id);
}
