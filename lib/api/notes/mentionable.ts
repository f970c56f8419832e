import { chatIdOf } from "@/lib/api/chat/chat-id";
import { operatorContext } from "@/lib/api/context";
import { route } from "@/lib/http/route";
import { listMentionable } from "@/lib/notes/queries";

export const GET = route(async (request, context) => {
  const { actor, db } = await operatorContext(request);
  return Response.json({ operators: await listMentionable(db, actor, await chatIdOf(context)) });
});
