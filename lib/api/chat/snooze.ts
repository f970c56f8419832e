import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { snoozeChatInput } from "@/lib/snooze/schemas";
import { snoozeChat, wakeChat } from "@/lib/snooze/snooze-chat";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  const { until } = await readJson(request, snoozeChatInput);
  return Response.json({ chat: until ? await snoozeChat(ctx, chatId, until) : await wakeChat(ctx, chatId) });
});
