import { asc, eq, type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { departmentMembers, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { toBadgeDto } from "@/lib/chats/dto";
import type { OperatorActor } from "@/lib/context";
import type { Identity } from "@/lib/identity/schemas";
import { HERE_MS, VISITORS_MAX } from "./rules";
import type { VisitorBoardDto, VisitorHereDto } from "./schemas";

/** A presence `p` of somebody who is here at this moment. */
export const isHere = sql`p.left_at is null and p.seen_at > now() - make_interval(secs => ${HERE_MS / 1000})`;

const isMember = (actor: OperatorActor, departmentId: SQL) =>
  sql`exists (select 1 from department_members m where m.department_id = ${departmentId}
    and m.operator_id = ${actor.operatorId})`;

/** A chat `c` that the operator may see: of their departments, or theirs. */
export const seesChat = (actor: OperatorActor): SQL =>
  actor.role === "admin"
    ? sql`true`
    : sql`(c.operator_id = ${actor.operatorId} or ${isMember(actor, sql`c.department_id`)})`;

/**
 * A presence `p` that the operator may see: on a page of their departments, or of the company where it offers one of
 * theirs.
 */
const seesPresence = (actor: OperatorActor): SQL =>
  actor.role === "admin"
    ? sql`true`
    : sql`(${isMember(actor, sql`p.department_id`)} or (p.department_id is null and exists (
        select 1 from department_members m join departments d on d.id = m.department_id
        where m.operator_id = ${actor.operatorId} and not d.hidden and not d.disabled)))`;

type Row = {
  visitor_id: string;
  page_url: string;
  page_title: string | null;
  referrer: string | null;
  identity: Identity | null;
  pages: number;
  arrived_at: string;
  page_since: string;
  locale: string;
  country: string | null;
  department: { id: string; name: string; color: string; logoId: string | null } | null;
  chats: number;
  last: { id: string; name: string } | null;
  open: { id: string; status: "queued" | "active"; operator: string | null; isSeen: boolean } | null;
};

/** Who is on a page of the operator's departments now, of those who have begun a chat at some time. */
export async function getVisitorBoard(db: Db, actor: OperatorActor): Promise<VisitorBoardDto> {
  const found = await rows<Row>(
    db,
    sql`select p.visitor_id, p.page_url, p.page_title, p.referrer, p.identity, p.pages, p.arrived_at, p.page_since,
          v.locale, v.country,
          case when d.id is not null
            then jsonb_build_object('id', d.id, 'name', d.name, 'color', d.color, 'logoId', d.logo_id) end as department,
          (select count(*)::int from chats c where c.visitor_id = p.visitor_id and c.spam_at is null
            and ${seesChat(actor)}) as chats,
          (select jsonb_build_object('id', c.id, 'name', coalesce(c.identity->>'name', c.visitor_name))
            from chats c where c.visitor_id = p.visitor_id and c.spam_at is null and ${seesChat(actor)}
            order by c.created_at desc, c.id desc limit 1) as last,
          (select jsonb_build_object('id', c.id, 'status', c.status, 'operator', o.name, 'isSeen', ${seesChat(actor)})
            from chats c left join operators o on o.id = c.operator_id
            where c.visitor_id = p.visitor_id and c.status <> 'closed'
            order by c.created_at desc, c.id desc limit 1) as open
        from visitor_presences p join visitors v on v.id = p.visitor_id left join departments d on d.id = p.department_id
        where ${isHere} and v.erased_at is null and ${seesPresence(actor)}
        order by p.arrived_at desc, p.visitor_id
        limit ${VISITORS_MAX}`,
  );
  return { visitors: found.map(toDto), departments: await listOwn(db, actor) };
}

const iso = (at: string) => new Date(at).toISOString();

function toDto(row: Row): VisitorHereDto {
  const { last, open, identity, chats } = row;
  const state = open ? (open.status === "queued" ? "waiting" : "chatting") : chats > 0 ? "before" : "looking";
  return {
    visitorId: row.visitor_id,
    name: identity?.name ?? (last?.name || null),
    isVerified: Boolean(identity?.name),
    department: row.department && toBadgeDto(row.department),
    page: { url: row.page_url, title: row.page_title, since: iso(row.page_since) },
    referrer: row.referrer,
    arrivedAt: iso(row.arrived_at),
    pages: row.pages,
    country: row.country,
    locale: row.locale,
    chats,
    lastChatId: last?.id ?? null,
    state,
    operatorName: open?.isSeen ? open.operator : null,
    openChatId: open?.isSeen ? open.id : null,
  };
}

/** An admin may write for every department. */
async function listOwn(db: Db, actor: OperatorActor): Promise<VisitorBoardDto["departments"]> {
  const { id, name, color, logoId, disabled, position } = departments;
  const all = db.select({ id, name, color, logoId, disabled }).from(departments).$dynamic();
  const own =
    actor.role === "admin"
      ? all
      : all
          .innerJoin(departmentMembers, eq(departmentMembers.departmentId, id))
          .where(eq(departmentMembers.operatorId, actor.operatorId));
  const found = await own.orderBy(asc(position), sql`lower(${name})`);
  return found.map(({ disabled: isDisabled, ...badge }) => ({ ...toBadgeDto(badge), disabled: isDisabled }));
}
