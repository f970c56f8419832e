import { type SQL, sql } from "drizzle-orm";
import type { OperatorActor } from "@/lib/context";

/** The ids of the departments whose chats an operator sees, as a subquery: an admin's are all. */
export const visibleDepartments = ({ role, operatorId }: OperatorActor): SQL =>
  role === "admin"
    ? sql`(select id from departments)`
    : sql`(select department_id as id from department_members where operator_id = ${operatorId})`;
