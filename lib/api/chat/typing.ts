import { tellTyping } from "@/lib/chats/pulse/tell-typing";
import { typingInput } from "@/lib/chats/pulse/typing-schemas";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { writerContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await writerContext(request);
  await tellTyping(ctx, await chatIdOf(context), await readJson(request, typingInput));
  return Response.json({});
});
