import { asc, inArray, sql } from "drizzle-orm";
import { channels, departments, operators } from "@/db/schema";
import type { Db } from "@/db/types";
import { visibleDepartments } from "@/lib/chats/lists/visible-departments";
import type { OperatorActor } from "@/lib/context";
import { assertSupervises, assertSupervisor } from "@/lib/supervision/access";
import { type Counted, countAllLegs, countLegs } from "./count-legs";
import { frameOf } from "./frame";
import { FIGURE_NAMES, FIGURES, type FigureName, type Figures, type Grouping } from "./rules";
import type { ReportDto, ReportQuery, ReportRow } from "./schemas";

type Department = { id: string; name: string; timeZone: string };

/**
 * A report over the legs of the departments that somebody supervises, or of one of them. Days are those of the
 * department's time zone; of several, of the zone that most of them have.
 * @throws DomainError `forbidden` for an operator, and for a department of others
 */
export async function getReport(db: Db, actor: OperatorActor, query: ReportQuery, at?: Date): Promise<ReportDto> {
  assertSupervisor(actor);
  if (query.department) await assertSupervises(db, actor, query.department);
  const visible = await listVisible(db, actor);
  const chosen = query.department ? visible.filter(({ id }) => id === query.department) : visible;
  const frame = frameOf(query, at ?? (await databaseNow(db)), commonZone(chosen));
  const { zone, span, before, days, isUnderWay } = frame;
  const departmentIds = chosen.map(({ id }) => id);
  const counted = await countLegs(db, { departmentIds, span, zone }, query.group);
  const totalBefore = await countAllLegs(db, { departmentIds, span: before, zone });
  const of = (level: Counted["level"]) => counted.filter((one) => one.level === level);
  const byDay = filled(days, of("day"));
  const byHour = filled(HOURS, of("hour"));
  return {
    zone,
    period: { from: span.from, to: span.to },
    before: { from: before.from, to: before.to },
    isUnderWay,
    departments: visible.map(({ id, name }) => ({ id, name })),
    total: of("total")[0]?.figures ?? NOTHING,
    totalBefore,
    byDay,
    byHour,
    rows: await toRows(db, query.group, { counted: of("group"), byDay, byHour, visible }),
  };
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

const listVisible = (db: Db, actor: OperatorActor): Promise<Department[]> =>
  db
    .select({ id: departments.id, name: departments.name, timeZone: departments.timeZone })
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

const filled = (keys: readonly string[], counted: readonly Counted[]): ReportRow[] => {
  const known = new Map(counted.map(({ key, figures }) => [key, figures]));
  return keys.map((key) => ({ key, name: null, figures: known.get(key) ?? NOTHING }));
};

type Counts = { counted: Counted[]; byDay: ReportRow[]; byHour: ReportRow[]; visible: Department[] };

async function toRows(db: Db, group: Grouping, { counted, byDay, byHour, visible }: Counts): Promise<ReportRow[]> {
  if (group === "day") return byDay;
  if (group === "hour") return byHour;
  if (group === "weekday") return filled(ISO_WEEKDAYS, counted);
  const names = await namesOf(db, group, counted, visible);
  const rows = counted.map(({ key, figures }) => ({ key, name: key && (names.get(key) ?? key), figures }));
  const most = ({ figures }: ReportRow) => figures.chats ?? 0;
  return rows.sort((one, other) => most(other) - most(one) || (one.name ?? "").localeCompare(other.name ?? ""));
}

async function namesOf(db: Db, group: Grouping, counted: readonly Counted[], visible: readonly Department[]) {
  const named = async (): Promise<readonly { id: string; name: string }[]> => {
    const ids = counted.flatMap(({ key }) => key ?? []);
    if (group === "department") return visible;
    if (group === "channel") return db.select({ id: channels.id, name: channels.name }).from(channels);
    if (group !== "operator" || ids.length === 0) return [];
    return db.select({ id: operators.id, name: operators.name }).from(operators).where(inArray(operators.id, ids));
  };
  return new Map((await named()).map(({ id, name }) => [id, name]));
}
