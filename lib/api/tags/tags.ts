import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { createTag } from "@/lib/tags/create-tag";
import { listTags } from "@/lib/tags/queries";
import { newTagInput } from "@/lib/tags/schemas";
import { operatorContext } from "../context";

export const GET = route(async (request) => {
  const { db } = await operatorContext(request);
  return Response.json({ tags: await listTags(db) });
});

export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  const { tag, created } = await createTag(ctx, await readJson(request, newTagInput));
  return Response.json({ tag }, { status: created ? 201 : 200 });
});
