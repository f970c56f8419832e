import { countInboxChats } from "@/lib/chats/lists/count-inbox-chats";
import { jsonUnlessKnown } from "@/lib/http/etag";
import { route } from "@/lib/http/route";
import { operatorContext } from "./context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return jsonUnlessKnown(request, await countInboxChats(db, actor));
});
