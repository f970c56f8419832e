import { sayOnIt } from "@/lib/chats/operator/say-on-it";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  return Response.json({ chat: await sayOnIt(ctx, await chatIdOf(context)) });
});
