import { EVENTS_PAGE_MAX } from "@/lib/chats/input-schemas";
import { route } from "@/lib/http/route";
import { pageSize, wholeNumber } from "@/lib/http/whole-number";
import { getRoomPage } from "@/lib/rooms/queries";
import { operatorContext } from "../context";
import { roomIdOf } from "./room-id";

export const GET = route(async (request, context) => {
  const { actor, db } = await operatorContext(request);
  const roomId = await roomIdOf(context);
  const { searchParams } = new URL(request.url);
  const after = wholeNumber(searchParams, "after") ?? 0;
  return Response.json(await getRoomPage(db, actor, roomId, { after, limit: pageSize(searchParams, EVENTS_PAGE_MAX) }));
});
