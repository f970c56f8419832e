import { closeChat } from "@/lib/chats/close-chat";
import { route } from "@/lib/http/route";
import { participantContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await participantContext(request);
  return Response.json({ state: await closeChat(ctx, await chatIdOf(context)) });
});
