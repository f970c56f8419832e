import { operatorContext } from "@/lib/api/context";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { eraseVisitorFor } from "@/lib/visitors/erase-visitor";
import { eraseVisitorInput } from "@/lib/visitors/schemas";
import { visitorIdOf } from "./visitor-id";

/** Erases what is about a visitor, by an admin. */
export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const visitorId = await visitorIdOf(context);
  await readJson(request, eraseVisitorInput);
  return Response.json({ erased: await eraseVisitorFor(ctx, visitorId) });
});
