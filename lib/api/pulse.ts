import { listChatStates } from "@/lib/chats/queries";
import { recordPulse } from "@/lib/chats/record-pulse";
import { pulseInput } from "@/lib/chats/schemas";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { participantContext } from "./context";

export const POST = route(async (request) => {
  const ctx = await participantContext(request);
  const input = await readJson(request, pulseInput);
  const noted = await recordPulse(ctx, input);
  return Response.json({ ...noted, chats: await listChatStates(ctx.db, ctx.actor, input.chatIds) });
});
