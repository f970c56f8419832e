import { listOwnDrafts } from "@/lib/drafts/queries";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json({ drafts: await listOwnDrafts(db, actor) });
});
