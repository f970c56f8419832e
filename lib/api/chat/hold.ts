import { holdChatInput } from "@/lib/chats/input-schemas";
import { holdChat } from "@/lib/chats/operator/hold-chat";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  const { held } = await readJson(request, holdChatInput);
  return Response.json({ chat: await holdChat(ctx, chatId, held) });
});
