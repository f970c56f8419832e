import { closeChat } from "@/lib/chats/close-chat";
import { route } from "@/lib/http/route";
import { chatIdOf } from "./chat-id";
import { participantContext } from "./context";

export const POST = route(async (request, context) => {
  const ctx = await participantContext(request);
  return Response.json({ state: await closeChat(ctx, await chatIdOf(context)) });
});
