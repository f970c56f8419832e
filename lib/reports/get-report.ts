import { asc, inArray, sql } from "drizzle-orm";
import { channels, company, departments, operators } from "@/db/schema";
import type { Database, Db } from "@/db/types";
import { visibleDepartments } from "@/lib/chats/lists/visible-departments";
import type { OperatorActor } from "@/lib/context";
import { assertSupervises, assertSupervisor } from "@/lib/supervision/access";
import { dayStrips } from "./availability/day-strips";
import { readAvailability } from "./availability/read-availability";
import { readStates } from "./availability/read-states";
import type { Bar } from "./days/distinct-chats";
import { readDays } from "./days/read-days";
import { dayText, ReportSums, type RowKey } from "./days/report-sums";
import { type Frame, frameOf } from "./frame";
import { FIGURE_NAMES, FIGURES, type FigureName, type Figures, type Grouping, LEFT_PLACES } from "./rules";
import { AVAILABILITY_DAYS_MAX, type ReportBar, type ReportDto, type ReportQuery, type ReportRow } from "./schemas";

export type Department = { id: string; name: string; timeZone: string; website: string | null };
/** What a query is about: departments that its asker supervises, and the days. */
export type Asked = { visible: Department[]; chosen: Department[]; departmentIds: string[]; frame: Frame; now: Date };

/**
 * What a query means for who asks. Days are those of the time zone of the department; of several, of the company's, or,
 * where it has none, of the zone that most of them have.
 * @throws DomainError `forbidden` for an operator, and for a department of others
 */
export async function askedOf(db: Db, actor: OperatorActor, query: ReportQuery, at?: Date): Promise<Asked> {
  assertSupervisor(actor);
  if (query.department) await assertSupervises(db, actor, query.department);
  const visible = await listVisible(db, actor);
  const chosen = query.department ? visible.filter(({ id }) => id === query.department) : visible;
  const ofCompany = query.department ? null : await companyZone(db);
  const now = at ?? (await databaseNow(db));
  const frame = frameOf(query, now, ofCompany ?? commonZone(chosen));
  return { visible, chosen, departmentIds: chosen.map(({ id }) => id), frame, now };
}

/** A report over the legs of the departments that somebody supervises, or of one of them. @throws as `askedOf` */
export const getReport = (db: Database, actor: OperatorActor, query: ReportQuery, at?: Date): Promise<ReportDto> =>
  // One snapshot: a day that is packed anew meanwhile would else be missing or there twice.
  db.transaction((tx) => readReport(tx, actor, query, at), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });

async function readReport(db: Db, actor: OperatorActor, query: ReportQuery, at?: Date): Promise<ReportDto> {
  const { visible, chosen, departmentIds, frame, now } = await askedOf(db, actor, query, at);
  const { zone, span, before, days, isUnderWay } = frame;
  const websites = new Map(visible.map(({ id, website }) => [id, website]));
  const sums = new ReportSums(query.group, zone, websites);
  await readDays(db, departmentIds, span, sums);
  const sumsBefore = new ReportSums(null, zone, websites);
  await readDays(db, departmentIds, before, sumsBefore);
  const available = await readAvailability(db, departmentIds, { ...span, now });
  return {
    zone,
    period: { from: span.from, to: span.to },
    before: { from: before.from, to: before.to },
    isUnderWay,
    departments: visible.map(({ id, name }) => ({ id, name })),
    total: sums.total(),
    totalBefore: sumsBefore.total(),
    byDay: barsOf(days, new Map([...sums.byDay].map(([day, bar]) => [dayText(day), bar]))),
    byHour: barsOf(HOURS, new Map([...sums.byHour].map(([hour, bar]) => [String(hour), bar]))),
    leftByPlace: LEFT_PLACES.map((upTo, index) => ({ upTo, count: sums.leftByPlace[index] ?? 0 })),
    leftAtNoPlace: sums.leftAtNoPlace,
    availability: chosen.flatMap(({ id: departmentId, name }) => {
      const minutes = available.get(departmentId);
      return minutes ? [{ departmentId, name, ...minutes }] : [];
    }),
    availabilityDays: await readStrips(db, departmentIds, frame, now),
    rows: await toRows(db, query.group, { sums, days, visible }),
  };
}

async function readStrips(db: Db, [departmentId, ...others]: string[], { days, span, zone }: Frame, now: Date) {
  if (!departmentId || others.length > 0 || days.length > AVAILABILITY_DAYS_MAX) return [];
  return dayStrips(await readStates(db, departmentId, span), days, zone, now.getTime());
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const ISO_WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"];
const nothingOf = (name: FigureName) => (FIGURES[name].unit === "count" ? 0 : null);
const NOTHING = Object.fromEntries(FIGURE_NAMES.map((name) => [name, nothingOf(name)])) as Figures;

async function databaseNow(db: Db): Promise<Date> {
  const [row] = await db.select({ now: sql`now()`.mapWith(departments.createdAt) }).from(sql`(values (1)) as once`);
  if (!row) throw new Error("the database has no time");
  return row.now;
}

async function companyZone(db: Db): Promise<string | null> {
  const [row] = await db.select({ zone: company.timeZone }).from(company);
  return row?.zone ?? null;
}

/** The address of a website as people write it; departments of one website are one row. */
const website = sql<string | null>`nullif(rtrim(
  regexp_replace(${departments.siteUrl}, '^https?://|[?#].*$', '', 'gi'), '/'), '')`;

const listVisible = (db: Db, actor: OperatorActor): Promise<Department[]> =>
  db
    .select({ id: departments.id, name: departments.name, timeZone: departments.timeZone, website })
    .from(departments)
    .where(sql`${departments.id} in ${visibleDepartments(actor)}`)
    .orderBy(asc(departments.position), sql`lower(${departments.name})`, asc(departments.id));

/** The zone of most of them; of several such, the one that comes first. */
function commonZone(chosen: readonly Department[]): string {
  const counts = new Map<string, number>();
  for (const { timeZone } of chosen) counts.set(timeZone, (counts.get(timeZone) ?? 0) + 1);
  const [first] = [...counts].sort(([, one], [, other]) => other - one);
  return first?.[0] ?? "UTC";
}

const barsOf = (keys: readonly string[], bars: ReadonlyMap<string, Bar>): ReportBar[] =>
  keys.map((key) => ({ key, ...(bars.get(key) ?? { chats: 0, abandoned: 0 }) }));

type Counts = { sums: ReportSums; days: readonly string[]; visible: readonly Department[] };

async function toRows(db: Db, group: Grouping, { sums, days, visible }: Counts): Promise<ReportRow[]> {
  const keyText = (key: RowKey) => (group === "day" ? dayText(Number(key)) : key === null ? null : String(key));
  const counted = new Map([...sums.rows].map(([key, { tally }]) => [keyText(key), tally.figures()]));
  const filled = (keys: readonly string[]) =>
    keys.map((key) => ({ key, name: null, figures: counted.get(key) ?? NOTHING }));
  if (group === "day") return filled(days);
  if (group === "hour") return filled(HOURS);
  if (group === "weekday") return filled(ISO_WEEKDAYS);
  const names = await namesOf(db, group, [...counted.keys()], visible);
  const found = [...counted].map(([key, figures]) => ({ key, name: key && (names.get(key) ?? key), figures }));
  const most = ({ figures }: ReportRow) => figures.chats ?? 0;
  return found.sort((one, other) => most(other) - most(one) || (one.name ?? "").localeCompare(other.name ?? ""));
}

async function namesOf(db: Db, group: Grouping, keys: readonly (string | null)[], visible: readonly Department[]) {
  const named = async (): Promise<readonly { id: string; name: string }[]> => {
    const ids = keys.flatMap((key) => key ?? []);
    if (group === "department") return visible;
    if (group === "channel") return db.select({ id: channels.id, name: channels.name }).from(channels);
    if (group !== "operator" || ids.length === 0) return [];
    return db.select({ id: operators.id, name: operators.name }).from(operators).where(inArray(operators.id, ids));
  };
  return new Map((await named()).map(({ id, name }) => [id, name]));
}
