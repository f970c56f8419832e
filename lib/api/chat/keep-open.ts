import { keepOpen } from "@/lib/chats/visitor/keep-open";
import { route } from "@/lib/http/route";
import { visitorWriteContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await visitorWriteContext(request);
  return Response.json({ state: await keepOpen(ctx, await chatIdOf(context)) });
});
