import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import type { Db } from "@/db/types";
import { toBadgeDto, visitorNameOf } from "@/lib/chats/dto";
import type { OperatorActor } from "@/lib/context";
import { assertSupervisor } from "./access";
import type { AlertCause } from "./rules";
import type { AlertDto } from "./schemas";
import { isStanding } from "./standing-alerts";

const ALERTS_MAX = 200;

type AlertRow = {
  id: string;
  chat_id: string;
  cause: AlertCause;
  since: string;
  raised_at: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  department_id: string;
  department_name: string;
  color: string;
  logo_id: string | null;
  visitor_name: string;
  owner_name: string | null;
};

const iso = (text: string) => new Date(text).toISOString();

const toAlertDto = (row: AlertRow): AlertDto => ({
  id: row.id,
  chatId: row.chat_id,
  cause: row.cause,
  since: iso(row.since),
  raisedAt: iso(row.raised_at),
  department: toBadgeDto({ id: row.department_id, name: row.department_name, color: row.color, logoId: row.logo_id }),
  visitorName: visitorNameOf({ id: row.chat_id, visitorName: row.visitor_name }),
  ownerName: row.owner_name,
  acknowledged: row.acknowledged_at ? { by: row.acknowledged_by ?? "", at: iso(row.acknowledged_at) } : null,
});

/** Alerts that meet the condition, whether or not they still stand. */
async function selectAlerts(db: Db, condition: SQL): Promise<AlertDto[]> {
  const found = await rows<AlertRow>(
    db,
    sql`select a.id, a.chat_id, a.cause, a.since, a.raised_at, a.acknowledged_at, who.name as acknowledged_by,
          d.id as department_id, d.name as department_name, d.color, d.logo_id, c.visitor_name, o.name as owner_name
        from supervisor_alerts a
        join chats c on c.id = a.chat_id
        join departments d on d.id = a.department_id
        left join legs l on l.chat_id = c.id and l.released_at is null
        left join operators o on o.id = c.operator_id
        left join operators who on who.id = a.acknowledged_by_id
        where ${condition}
        order by a.acknowledged_at is not null, a.since, a.id limit ${ALERTS_MAX}`,
  );
  return found.map(toAlertDto);
}

/** The departments that an actor supervises, as a condition on a column. */
export const supervisedBy = ({ role, operatorId }: OperatorActor, column: SQL): SQL =>
  role === "admin"
    ? sql`true`
    : sql`${column} in (select department_id from department_members where operator_id = ${operatorId})`;

/**
 * What alarms the supervisors of these departments at this moment, whoever has seen to it already; those that nobody has
 * seen to come first, and of them the longest wait. @throws DomainError `forbidden` for an operator
 */
export async function listStandingAlerts(db: Db, actor: OperatorActor): Promise<AlertDto[]> {
  assertSupervisor(actor);
  return selectAlerts(db, sql`c.status <> 'closed' and ${isStanding} and ${supervisedBy(actor, sql`a.department_id`)}`);
}

export async function findAlert(db: Db, alertId: string): Promise<AlertDto | null> {
  return (await selectAlerts(db, sql`a.id = ${alertId}`))[0] ?? null;
}
