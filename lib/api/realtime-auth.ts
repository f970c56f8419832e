import { DomainError } from "@/lib/errors";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { channelAuthInput, mayJoin } from "@/lib/realtime/authorize";
import { pusher } from "@/lib/realtime/publish";
import { participantContext } from "./context";

export const POST = route(async (request) => {
  const { actor, db } = await participantContext(request);
  const { socketId, channelName } = await readJson(request, channelAuthInput);
  if (!(await mayJoin(db, actor, channelName))) throw new DomainError("forbidden", "This channel is not yours");
  const isPresence = channelName.startsWith("presence-") && actor.type === "operator";
  const member = isPresence ? { user_id: actor.operatorId, user_info: { name: actor.name } } : undefined;
  return Response.json(pusher().authorizeChannel(socketId, channelName, member));
});
