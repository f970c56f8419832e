import { actOnChats } from "@/lib/bulk/act-on-chats";
import { bulkInput } from "@/lib/bulk/schemas";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";

export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  return Response.json(await actOnChats(ctx, await readJson(request, bulkInput)));
});
