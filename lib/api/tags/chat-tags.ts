import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { tagChatInput } from "@/lib/tags/schemas";
import { tagChat } from "@/lib/tags/tag-chat";
import { chatIdOf } from "../chat/chat-id";
import { operatorContext } from "../context";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  return Response.json({ chat: await tagChat(ctx, chatId, await readJson(request, tagChatInput)) });
});
