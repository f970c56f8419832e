import { markUnreadInput } from "@/lib/chats/input-schemas";
import { markUnread } from "@/lib/chats/operator/mark-unread";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  const { unread } = await readJson(request, markUnreadInput);
  return Response.json({ chat: await markUnread(ctx, chatId, unread) });
});
