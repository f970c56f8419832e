import { closeChat } from "@/lib/chats/close-chat";
import { closeChatInput } from "@/lib/chats/input-schemas";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { participantContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await participantContext(request);
  const input = ctx.actor.type === "operator" ? await readJson(request, closeChatInput) : {};
  return Response.json({ state: await closeChat(ctx, await chatIdOf(context), input) });
});
