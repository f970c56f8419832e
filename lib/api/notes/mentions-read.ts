import { operatorContext } from "@/lib/api/context";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { readMentions } from "@/lib/notes/read-mentions";
import { readMentionsInput } from "@/lib/notes/schemas";

export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  return Response.json(await readMentions(ctx, await readJson(request, readMentionsInput)));
});
