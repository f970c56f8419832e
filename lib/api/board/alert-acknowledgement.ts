import { z } from "zod";
import { notFound } from "@/lib/errors";
import { param, route } from "@/lib/http/route";
import { acknowledgeAlert } from "@/lib/supervision/acknowledge-alert";
import { operatorContext } from "../context";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const alertId = z.uuid().safeParse(await param(context, "alertId"));
  if (!alertId.success) throw notFound();
  return Response.json({ alert: await acknowledgeAlert(ctx, alertId.data) });
});
