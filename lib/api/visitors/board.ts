import { operatorContext } from "@/lib/api/context";
import { route } from "@/lib/http/route";
import { getVisitorBoard } from "@/lib/presences/queries";

/** Who is on the pages of the operator's departments now. */
export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json(await getVisitorBoard(db, actor));
});
