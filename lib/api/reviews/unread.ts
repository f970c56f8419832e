import { operatorContext } from "@/lib/api/context";
import { route } from "@/lib/http/route";
import { countUnreadReviews } from "@/lib/reviews/queries";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json({ unread: await countUnreadReviews(db, actor) });
});
