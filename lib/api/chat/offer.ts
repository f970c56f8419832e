import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { answerOffer } from "@/lib/transfers/answer-offer";
import { answerOfferInput } from "@/lib/transfers/schemas";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  return Response.json({ chat: await answerOffer(ctx, chatId, await readJson(request, answerOfferInput)) });
});
