import { operatorContext } from "@/lib/api/context";
import { route } from "@/lib/http/route";
import { listMentions } from "@/lib/notes/queries";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json(await listMentions(db, actor));
});
