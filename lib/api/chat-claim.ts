import { claimChat } from "@/lib/chats/claim-chat";
import { route } from "@/lib/http/route";
import { chatIdOf } from "./chat-id";
import { operatorContext } from "./context";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  return Response.json({ chat: await claimChat(ctx, await chatIdOf(context)) });
});
