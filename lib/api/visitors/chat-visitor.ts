import { chatIdOf } from "@/lib/api/chat/chat-id";
import { operatorContext } from "@/lib/api/context";
import { route } from "@/lib/http/route";
import { getVisitorPanel } from "@/lib/visitors/get-visitor-panel";

/** What is known of the visitor of a chat; for operators. */
export const GET = route(async (request, context) => {
  const { actor, db } = await operatorContext(request);
  return Response.json(await getVisitorPanel(db, actor, await chatIdOf(context)));
});
