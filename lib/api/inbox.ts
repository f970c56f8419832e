import { getInbox } from "@/lib/chats/operator/get-inbox";
import { jsonUnlessKnown } from "@/lib/http/etag";
import { route } from "@/lib/http/route";
import { operatorContext } from "./context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return jsonUnlessKnown(request, await getInbox(db, actor));
});
