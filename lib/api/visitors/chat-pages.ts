import { chatIdOf } from "@/lib/api/chat/chat-id";
import { operatorContext } from "@/lib/api/context";
import { route } from "@/lib/http/route";
import { getPageTrail } from "@/lib/visits/queries";

/** Where the visitor of a chat was; for operators. */
export const GET = route(async (request, context) => {
  const { actor, db } = await operatorContext(request);
  return Response.json(await getPageTrail(db, actor, await chatIdOf(context)));
});
