import { database } from "@/db/client";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { getConditions, getUnavailable } from "@/lib/embed/conditions";
import { frameLocale } from "@/lib/embed/frame-response";
import { toWidgetConfig } from "@/lib/embed/widget-config";
import { notFound } from "@/lib/errors";
import { param, route } from "@/lib/http/route";

/** What the key opens at this moment, in the language `?lang`; asked each time the picker opens. */
export const GET = route(async (request, context) => {
  const db = await database();
  const target = await findEmbedTarget(db, await param(context, "key"));
  if (!target) throw notFound();
  const locale = frameLocale(request);
  const conditions = await getConditions(db, target);
  return Response.json(toWidgetConfig(target, conditions, locale, await getUnavailable(db, locale)));
});
