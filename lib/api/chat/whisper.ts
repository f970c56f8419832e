import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { whisperInput } from "@/lib/supervision/schemas";
import { whisper } from "@/lib/supervision/whisper";
import { operatorContext } from "../context";
import { chatIdOf } from "./chat-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const chatId = await chatIdOf(context);
  return Response.json({ event: await whisper(ctx, chatId, await readJson(request, whisperInput)) }, { status: 201 });
});
