import { eq, sql } from "drizzle-orm";
import { chatSettings, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { tellOpenWidgets } from "./open-widgets";
import { noticeText } from "./rules";
import type { MaintenanceInput } from "./schemas";

/** Maintenance mode: visitors' messages wait in their browsers. `until` is the planned end, if one is known. */
export type Maintenance = { since: Date; until: Date | null };

/** Every write of a visitor asks; the switch must bite within 2 s. */
const KNOWN_FOR_MS = 1000;
const known = new WeakMap<Db, { at: number; maintenance: Maintenance | null }>();

/** Whether maintenance mode is on, as it was at most a second ago. */
export async function findMaintenance(db: Db): Promise<Maintenance | null> {
  const remembered = known.get(db);
  if (remembered && performance.now() - remembered.at < KNOWN_FOR_MS) return remembered.maintenance;
  const [row] = await db
    .select({ since: chatSettings.maintenanceSince, until: chatSettings.maintenanceUntil })
    .from(chatSettings);
  const maintenance = row?.since ? { since: row.since, until: row.until } : null;
  known.set(db, { at: performance.now(), maintenance });
  return maintenance;
}

const RETRY_AFTER_SECONDS = 5;

/** @throws DomainError `unavailable` (with the planned end) in maintenance mode: the visitor's browser keeps what it has */
export async function assertInService(db: Db): Promise<void> {
  const maintenance = await findMaintenance(db);
  if (!maintenance) return;
  throw new DomainError("unavailable", "Maintenance: send this again later", {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
    data: { maintenance: true, until: maintenance.until?.toISOString() ?? null },
  });
}

/**
 * Switches maintenance mode. Repeating it only moves the planned end.
 * @throws DomainError `forbidden`
 * Emits `settings.changed` to the visitors of open chats, whose widgets then ask.
 */
export async function setMaintenance(ctx: Context, { isOn, until }: MaintenanceInput): Promise<void> {
  assertAdmin(ctx.actor);
  await commit(ctx, async (tx, emit) => {
    const columns = { since: chatSettings.maintenanceSince, until: chatSettings.maintenanceUntil };
    const [before] = await tx.select(columns).from(chatSettings).for("no key update");
    await tx.update(chatSettings).set({
      maintenanceSince: isOn ? sql`coalesce(${chatSettings.maintenanceSince}, now())` : null,
      maintenanceUntil: isOn ? until : null,
    });
    await noteChange(tx, ctx.actor, {
      action: "maintenance.switched",
      before: { maintenance: Boolean(before?.since), until: before?.until ?? null },
      after: { maintenance: isOn, until: isOn ? until : null },
    });
    for (const event of await tellOpenWidgets(tx)) emit(event);
  });
  known.delete(ctx.db);
}

/** What a visitor reads while nothing can be taken or delivered; null where the notice is switched off. */
export async function findNoticeText(db: Db, departmentId: string | null, locale: string): Promise<string | null> {
  const [row] = await db
    .select({ notice: chatSettings.notice, texts: chatSettings.noticeTexts, own: departments.notice })
    .from(chatSettings)
    .leftJoin(departments, departmentId === null ? sql`false` : eq(departments.id, departmentId));
  if (!row || !(row.own ?? row.notice)) return null;
  return noticeText(row.texts, locale);
}
