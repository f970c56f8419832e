import { getChat } from "@/lib/chats/queries";
import { route } from "@/lib/http/route";
import { chatIdOf } from "./chat-id";
import { participantContext } from "./context";

export const GET = route(async (request, context) => {
  const { actor, db } = await participantContext(request);
  return Response.json(await getChat(db, actor, await chatIdOf(context)));
});
