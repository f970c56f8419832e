import { blockVisitor } from "@/lib/blocks/block-visitor";
import { blockVisitorInput } from "@/lib/blocks/schemas";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

/** Blocks the visitor of a chat. */
export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  const blocked = await blockVisitor(ctx, chatId, await readJson(request, blockVisitorInput));
  return Response.json(blocked, { status: 201 });
});
