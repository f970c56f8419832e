import { pulseInput } from "@/lib/chats/input-schemas";
import { recordPulse } from "@/lib/chats/pulse/record-pulse";
import { hasOtherOpenChat, listChatStates } from "@/lib/chats/queries";
import { jsonResponse } from "@/lib/http/json-response";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { findMaintenance } from "@/lib/settings/maintenance";
import { participantContext } from "./context";
import { seenOf } from "./seen";

export const POST = route(async (request) => {
  const ctx = await participantContext(request);
  const input = await readJson(request, pulseInput);
  const noted = await recordPulse(ctx, input, seenOf(request));
  const maintenance = ctx.actor.type === "visitor" ? await findMaintenance(ctx.db) : null;
  const unavailable = maintenance && { until: maintenance.until?.toISOString() ?? null };
  return jsonResponse({
    ...noted,
    ...(unavailable && { unavailable }),
    ...(ctx.actor.type === "visitor" && input.key && { begun: await hasOtherOpenChat(ctx.db, ctx.actor, input) }),
    chats: await listChatStates(ctx.db, ctx.actor, input.chatIds),
  });
});
