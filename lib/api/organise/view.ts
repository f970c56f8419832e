import { z } from "zod";
import { notFound } from "@/lib/errors";
import { readJson } from "@/lib/http/read-json";
import { param, route } from "@/lib/http/route";
import { changeView } from "@/lib/views/change-views";
import { changeViewInput } from "@/lib/views/schemas";
import { operatorContext } from "../context";

export const PUT = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const viewId = z.uuid().safeParse(await param(context, "viewId"));
  if (!viewId.success) throw notFound();
  await changeView(ctx, viewId.data, await readJson(request, changeViewInput));
  return Response.json({});
});
