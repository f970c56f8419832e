import { leaveContactInput } from "@/lib/chats/input-schemas";
import { leaveContact } from "@/lib/chats/visitor/leave-contact";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { visitorWriteContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await visitorWriteContext(request);
  const chatId = await chatIdOf(context);
  const { email } = await readJson(request, leaveContactInput);
  return Response.json({ state: await leaveContact(ctx, chatId, email) });
});
