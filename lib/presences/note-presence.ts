import { sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { visitors } from "@/db/schema";
import type { Db } from "@/db/types";
import { type Context, publishAfterCommit, type VisitorActor } from "@/lib/context";
import { FORGOTTEN_AFTER_MS, HERE_MS } from "./rules";
import type { Seen } from "./seen";
import { visitorsChanged } from "./tell-changed";

/** Where a visitor's page is, as its pulse says it. Addresses are without a query. */
export type PresenceNote = {
  url: string;
  title: string | null;
  referrer: string | null;
  /** Of the snippet on the page. */
  key?: string | undefined;
  /** Chats that the page follows; they tell the department where no key does. */
  chatIds: readonly string[];
  timeZone?: string | null | undefined;
  /** The page goes. */
  isLeaving?: boolean | undefined;
};

type Noted = { department_id: string | null; is_news: boolean };

const seconds = (ms: number) => sql`make_interval(secs => ${ms / 1000})`;

/**
 * Notes that a visitor is on a page, or has left it. Nothing is kept of one who was erased, nor of a page with a key that
 * opens nothing.
 * Emits `visitors.changed` where operators would see something new, now and then.
 */
export async function notePresence(ctx: Context<VisitorActor>, note: PresenceNote, seen: Seen): Promise<void> {
  const { db, actor } = ctx;
  const noted = note.isLeaving ? await leave(db, actor, note) : await arrive(db, actor, note, seen);
  if (!noted) return;
  if (!note.isLeaving) await noteWhereabouts(db, actor, note, seen);
  if (noted.is_news) await publishAfterCommit(ctx, await visitorsChanged(db, noted.department_id));
}

/** Of several tabs, the one that is shown stays: only the page that the visitor was on last can say that they went. */
async function leave(db: Db, { visitorId }: VisitorActor, { url }: PresenceNote): Promise<Noted | undefined> {
  const [left] = await rows<Noted>(
    db,
    sql`update visitor_presences set left_at = now()
        where visitor_id = ${visitorId} and page_url = ${url} and left_at is null
        returning department_id, true as is_news`,
  );
  return left;
}

async function arrive(db: Db, actor: VisitorActor, note: PresenceNote, seen: Seen): Promise<Noted | undefined> {
  const { url, title, referrer } = note;
  const { visitorId } = actor;
  const identity = actor.identity ? JSON.stringify(actor.identity) : null;
  const [moved] = await rows<Noted>(
    db,
    sql`with old as (select * from visitor_presences where visitor_id = ${visitorId} for update),
        was as (select *, seen_at < now() - ${seconds(FORGOTTEN_AFTER_MS)} as is_new from old)
        update visitor_presences p set
          page_url = ${url}, page_title = ${title}, referrer = ${referrer}, user_agent = ${seen.userAgent},
          identity = ${identity}::jsonb, address_hash = ${seen.addressHash},
          department_id = ${note.key === undefined ? sql`p.department_id` : departmentOf(note, visitorId)},
          pages = case when was.is_new then 1 when was.page_url <> ${url} then p.pages + 1 else p.pages end,
          arrived_at = case when was.is_new then now() else p.arrived_at end,
          page_since = case when was.is_new or was.page_url <> ${url} then now() else p.page_since end,
          seen_at = now(), left_at = null
        from was where p.visitor_id = was.visitor_id
        returning p.department_id, (was.page_url <> ${url} or was.page_title is distinct from ${title}
          or was.left_at is not null or was.seen_at < now() - ${seconds(HERE_MS)}) as is_news`,
  );
  if (moved) return moved;
  const [come] = await rows<Noted>(
    db,
    // Waits for whoever erases this visitor, and then finds nobody.
    sql`insert into visitor_presences
          (visitor_id, department_id, page_url, page_title, referrer, user_agent, identity, address_hash)
        select v.id, ${departmentOf(note, visitorId)}, ${url}, ${title}, ${referrer}, ${seen.userAgent}, ${identity}::jsonb,
          ${seen.addressHash}
        from visitors v where v.id = ${visitorId} and v.erased_at is null and ${isPlaced(note, visitorId)}
        for share of v
        on conflict (visitor_id) do nothing
        returning department_id, true as is_news`,
  );
  return come;
}

/** The department of the key, or of the visitor's own chat that the page follows; null for the company's key. */
const departmentOf = ({ key, chatIds }: PresenceNote, visitorId: string) =>
  key === undefined
    ? sql`(select department_id from chats where id = ${chatIds[0] ?? null}::uuid and visitor_id = ${visitorId})`
    : sql`(select id from departments where key = ${key})`;

/** Whether the page is anywhere: with a key that opens something, or with a chat of the visitor's own. */
const isPlaced = (note: PresenceNote, visitorId: string) =>
  note.key === undefined
    ? sql`${departmentOf(note, visitorId)} is not null`
    : sql`(${departmentOf(note, visitorId)} is not null or exists (select 1 from company where key = ${note.key}))`;

/** Kept with the visitor, so that the time where they are is known also when they are away; written when it is another. */
async function noteWhereabouts(db: Db, { visitorId }: VisitorActor, note: PresenceNote, seen: Seen): Promise<void> {
  if (!note.timeZone && !seen.country) return;
  const timeZone = note.timeZone ? sql`${note.timeZone}` : visitors.timeZone;
  const country = seen.country ? sql`${seen.country}` : visitors.country;
  await db.execute(
    sql`update visitors set time_zone = ${timeZone}, country = ${country} where id = ${visitorId} and erased_at is null
        and (time_zone is distinct from ${timeZone} or country is distinct from ${country})`,
  );
}

/** Deletes what is said of those who have been gone for long; returns of how many. */
export async function deleteOldPresences(db: Db): Promise<number> {
  const deleted = await rows(
    db,
    sql`delete from visitor_presences where seen_at < now() - ${seconds(FORGOTTEN_AFTER_MS)} returning visitor_id`,
  );
  return deleted.length;
}
