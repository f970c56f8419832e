import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import { PRESENCE_TTL_MS } from "@/lib/routing/rules";
import type { PublicOperatorDto } from "./schemas";

type Range = { limit: number; cursor?: string | undefined };

/** A page of those who are not deactivated, by name. */
export async function listPublicOperators(db: Db, { limit, cursor }: Range) {
  const isLater = cursor
    ? sql`(lower(o.name), o.id) > (select lower(b.name), b.id from operators b where b.id = ${cursor}::uuid)`
    : sql`true`;
  const found = await select(db, isLater, limit + 1);
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function findPublicOperator(db: Db, id: string): Promise<PublicOperatorDto | null> {
  const [found] = await select(db, sql`o.id = ${id}::uuid`, 1);
  return found ?? null;
}

/** As whom a program answers; null for somebody who is not there, or no more. `sessionId`: they come by none. */
export async function findOperatorActor(db: Db, id: string): Promise<OperatorActor | null> {
  const found = await findPublicOperator(db, id);
  return found && { type: "operator", operatorId: id, role: found.role, name: found.name, sessionId: "" };
}

const select = (db: Db, condition: ReturnType<typeof sql>, limit: number) =>
  rows<PublicOperatorDto>(
    db,
    sql`select o.id, o.name, o.role, o.intent, o.finishing as "isFinishing", o.max_load as "maxLoad",
          coalesce(o.last_pulse_at > now() - make_interval(secs => ${PRESENCE_TTL_MS / 1000}), false) as "isReachable",
          l.load, l.chats as "openChats",
          coalesce((select jsonb_agg(m.department_id order by m.department_id) from department_members m
            where m.operator_id = o.id), '[]') as "departmentIds"
        from operators o
        cross join lateral (
          select coalesce(sum(c.weight) filter (where c.held_at is null), 0)::int as load, count(*)::int as chats
          from chats c where c.operator_id = o.id and c.status = 'active') l
        where o.deactivated_at is null and ${condition}
        order by lower(o.name), o.id limit ${limit}`,
  );
