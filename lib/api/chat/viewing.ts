import { tellViewing } from "@/lib/chats/pulse/tell-viewing";
import { viewingInput } from "@/lib/chats/pulse/viewing-schemas";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  await tellViewing(ctx, await chatIdOf(context), await readJson(request, viewingInput));
  return Response.json({});
});
