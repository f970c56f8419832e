import { inArray } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Db } from "@/db/types";
import type { EmbedTarget } from "@/lib/departments/embed-target";
import type { WidgetLocale } from "@/lib/i18n/locales";
import { getAdmissions } from "@/lib/routing/admission";
import { toEstimate } from "@/lib/routing/estimate";
import { expectedSeconds } from "@/lib/routing/queue";
import { getReplyMinutes } from "@/lib/routing/reply-time";
import { findMaintenance, findNoticeText } from "@/lib/settings/maintenance";
import type { DepartmentCondition, WidgetConfigDto } from "./widget-config";

/** Maintenance mode as the widget says it; undefined in service. */
export async function getUnavailable(db: Db, locale: WidgetLocale): Promise<WidgetConfigDto["unavailable"]> {
  const maintenance = await findMaintenance(db);
  if (!maintenance) return undefined;
  return {
    until: maintenance.until?.toISOString() ?? null,
    text: (await findNoticeText(db, null, locale)) ?? "",
  };
}

/** How the departments of a key are at this moment, by id: only those that the key opens. */
export async function getConditions(db: Db, target: EmbedTarget): Promise<Map<string, DepartmentCondition>> {
  const ids = target.departments.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const found = await db.select().from(departments).where(inArray(departments.id, ids));
  const admissions = await getAdmissions(db, found);
  const openIds = ids.filter((id) => admissions.get(id)?.state === "open");
  // Where there is nothing to choose, nothing is compared.
  const replyMinutes = target.kind === "company" ? await getReplyMinutes(db, openIds) : new Map<string, number>();
  return new Map(
    found.flatMap(({ id, awayTexts }) => {
      const admission = admissions.get(id);
      if (!admission) return [];
      const { state, opensAt, isFull, outlook } = admission;
      const seconds = state === "busy" ? expectedSeconds(outlook.waiting + 1, outlook) : null;
      const estimate = seconds === null ? null : toEstimate(seconds);
      const condition = { state, opensAt: opensAt?.toISOString() ?? null, isFull, estimate, awayTexts };
      return [[id, { ...condition, replyMinutes: replyMinutes.get(id) ?? null }]];
    }),
  );
}
