import { eq } from "drizzle-orm";
import { channels, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import type { OperatorActor } from "@/lib/context";
import {
  NO_ROW,
  REPORT_CHATS_PAGE,
  type ReportChat,
  type ReportChatsDto,
  type ReportChatsQuery,
} from "../chat-schemas";
import { type Asked, askedOf } from "../get-report";
import { type Place, readReportChats } from "./read-report-chats";

/** Legs that are looked through at once for those behind a figure. */
const LOOK = 2_000;
/** After this a page goes out as it is, and the next one looks further. */
const PAGE_MS = 700;

/**
 * A page of the chats behind a figure of a report, newest first: exactly the legs, or chats, that the figure counts or is
 * taken of. A page may be short, or empty, while there is a next one: rare things are looked for a while and no longer.
 * @throws DomainError `forbidden` as the report itself, `invalid` for a row that there cannot be
 */
export async function listReportChats(
  db: Db,
  actor: OperatorActor,
  query: ReportChatsQuery,
  at?: Date,
): Promise<ReportChatsDto> {
  const asked = await askedOf(db, actor, query, at);
  const { zone, span } = asked.frame;
  const began = performance.now();
  const chats: ReportChat[] = [];
  let after = placeOf(query.before);
  do {
    const told = await readReportChats(db, actor, { asked, query, after, look: LOOK, isEachLeg: false });
    chats.push(...told.chats);
    after = told.last;
  } while (after && chats.length <= REPORT_CHATS_PAGE && performance.now() - began < PAGE_MS);
  const page = chats.slice(0, REPORT_CHATS_PAGE);
  const last = page.at(-1);
  const next = chats.length > page.length && last ? { at: Date.parse(last.beganAt), legId: last.legId } : after;
  return {
    zone,
    period: { from: span.from, to: span.to },
    department: asked.visible.find(({ id }) => id === query.department)?.name ?? null,
    row: await rowName(db, query, asked),
    chats: page,
    next: next && `${next.at}_${next.legId}`,
  };
}

function placeOf(before: string | undefined): Place | null {
  const [at, legId] = before?.split("_") ?? [];
  return at && legId ? { at: Number(at), legId } : null;
}

/** A row's name; of days, hours and weekdays their key. */
async function rowName(db: Db, { group, row }: ReportChatsQuery, { visible }: Asked): Promise<string | null> {
  if (row === undefined || row === NO_ROW) return null;
  if (group === "department") return visible.find(({ id }) => id === row)?.name ?? null;
  if (group !== "operator" && group !== "channel") return row;
  const table = group === "operator" ? operators : channels;
  const [found] = await db.select({ name: table.name }).from(table).where(eq(table.id, row));
  return found?.name ?? null;
}
