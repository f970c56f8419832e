import { getChat } from "@/lib/chats/queries";
import { route } from "@/lib/http/route";
import { participantContext } from "../context";
import { chatIdOf } from "./chat-id";

export const GET = route(async (request, context) => {
  const { actor, db } = await participantContext(request);
  return Response.json(await getChat(db, actor, await chatIdOf(context)));
});
