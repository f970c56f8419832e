import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { orderViews } from "@/lib/views/change-views";
import { viewOrderInput } from "@/lib/views/schemas";
import { operatorContext } from "../context";

export const PUT = route(async (request) => {
  const ctx = await operatorContext(request);
  const { ids } = await readJson(request, viewOrderInput);
  await orderViews(ctx, ids);
  return Response.json({});
});
