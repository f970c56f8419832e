import { database } from "@/db/client";
import { findEmbedTarget } from "@/lib/departments/embed-target";
import { toWidgetConfig } from "@/lib/embed/widget-config";
import { notFound } from "@/lib/errors";
import { param, route } from "@/lib/http/route";

/** What the key opens at this moment; asked each time the picker opens. */
export const GET = route(async (_request, context) => {
  const target = await findEmbedTarget(await database(), await param(context, "key"));
  if (!target) throw notFound();
  return Response.json(toWidgetConfig(target));
});
