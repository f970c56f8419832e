import { route } from "@/lib/http/route";
import { getBoard } from "@/lib/supervision/get-board";
import { operatorContext } from "../context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json(await getBoard(db, actor));
});
