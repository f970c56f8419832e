import { rateChatInput } from "@/lib/chats/input-schemas";
import { rateChat } from "@/lib/chats/visitor/rate-chat";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { visitorWriteContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await visitorWriteContext(request);
  const chatId = await chatIdOf(context);
  return Response.json({ state: await rateChat(ctx, chatId, await readJson(request, rateChatInput)) });
});
