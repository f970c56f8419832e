import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { listRooms } from "@/lib/rooms/queries";
import { startDirectRoomInput } from "@/lib/rooms/schemas";
import { startDirectRoom } from "@/lib/rooms/start-direct-room";
import { operatorContext } from "../context";

export const GET = route(async (request) => {
  const { db, actor } = await operatorContext(request);
  return Response.json(await listRooms(db, actor));
});

export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  const { operatorId } = await readJson(request, startDirectRoomInput);
  return Response.json(await startDirectRoom(ctx, operatorId), { status: 201 });
});
