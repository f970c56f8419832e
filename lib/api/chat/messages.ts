import { sendMessageInput } from "@/lib/chats/input-schemas";
import { sendMessage } from "@/lib/chats/messages/send-message";
import { metrics } from "@/lib/health/metrics";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { writerContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await writerContext(request);
  const chatId = await chatIdOf(context);
  const { event, missed, created } = await sendMessage(ctx, chatId, await readJson(request, sendMessageInput));
  if (created) metrics().messages.inc({ side: ctx.actor.type });
  const { seq, prev, createdAt } = event;
  return Response.json({ seq, prev, createdAt, event, missed }, { status: created ? 201 : 200 });
});
