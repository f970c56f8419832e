import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { takeOverInput } from "@/lib/supervision/schemas";
import { takeOverChat } from "@/lib/supervision/take-over-chat";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  return Response.json({ chat: await takeOverChat(ctx, chatId, await readJson(request, takeOverInput)) });
});
