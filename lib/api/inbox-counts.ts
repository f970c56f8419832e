import { countInboxChats } from "@/lib/chats/lists/count-inbox-chats";
import { jsonUnlessKnown } from "@/lib/http/etag";
import { route } from "@/lib/http/route";
import { countViews } from "@/lib/views/count-views";
import { operatorContext } from "./context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  const [counts, views] = await Promise.all([countInboxChats(db, actor), countViews(db, actor)]);
  return jsonUnlessKnown(request, { ...counts, views });
});
