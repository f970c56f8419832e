import { reopenClosedChat } from "@/lib/chats/operator/reopen-closed-chat";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  return Response.json({ chat: await reopenClosedChat(ctx, await chatIdOf(context)) });
});
