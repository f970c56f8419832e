import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { createView } from "@/lib/views/change-views";
import { listViews } from "@/lib/views/queries";
import { newViewInput } from "@/lib/views/schemas";
import { operatorContext } from "../context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json({ views: await listViews(db, actor) });
});

export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  return Response.json(await createView(ctx, await readJson(request, newViewInput)), { status: 201 });
});
