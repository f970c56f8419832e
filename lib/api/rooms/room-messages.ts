import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { sendRoomMessageInput } from "@/lib/rooms/schemas";
import { sendRoomMessage } from "@/lib/rooms/send-room-message";
import { operatorContext } from "../context";
import { roomIdOf } from "./room-id";

export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const roomId = await roomIdOf(context);
  const { event, missed, created } = await sendRoomMessage(ctx, roomId, await readJson(request, sendRoomMessageInput));
  return Response.json({ event, missed }, { status: created ? 201 : 200 });
});
