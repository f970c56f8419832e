import { z } from "zod";
import { markSpam } from "@/lib/chats/operator/mark-spam";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

const spamInput = z.object({ spam: z.boolean("invalid") });

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  const { spam } = await readJson(request, spamInput);
  return Response.json({ chat: await markSpam(ctx, chatId, spam) });
});
