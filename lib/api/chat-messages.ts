import { sendMessageInput } from "@/lib/chats/schemas";
import { sendMessage } from "@/lib/chats/send-message";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { chatIdOf } from "./chat-id";
import { participantContext } from "./context";

export const POST = route(async (request, context) => {
  const ctx = await participantContext(request);
  const chatId = await chatIdOf(context);
  const { event, missed, created } = await sendMessage(ctx, chatId, await readJson(request, sendMessageInput));
  const { seq, prev, createdAt } = event;
  return Response.json({ seq, prev, createdAt, event, missed }, { status: created ? 201 : 200 });
});
