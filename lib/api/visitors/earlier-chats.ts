import { visitorContext } from "@/lib/api/context";
import { route } from "@/lib/http/route";
import { listEarlierChats } from "@/lib/visitors/queries";

export const GET = route(async (request) => {
  const { actor, db } = await visitorContext(request);
  const key = new URL(request.url).searchParams.get("key") ?? "";
  return Response.json({ chats: await listEarlierChats(db, actor, key) });
});
