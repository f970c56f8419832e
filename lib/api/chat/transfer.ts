import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { transferChatInput } from "@/lib/transfers/schemas";
import { transferChat } from "@/lib/transfers/transfer-chat";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  return Response.json({ chat: await transferChat(ctx, chatId, await readJson(request, transferChatInput)) });
});
