import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { markRoomRead } from "@/lib/rooms/mark-room-read";
import { markRoomReadInput } from "@/lib/rooms/schemas";
import { operatorContext } from "../context";
import { roomIdOf } from "./room-id";

export const PUT = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const roomId = await roomIdOf(context);
  await markRoomRead(ctx, roomId, (await readJson(request, markRoomReadInput)).seq);
  return Response.json({});
});
