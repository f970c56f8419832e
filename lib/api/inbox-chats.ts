import { listInboxChats } from "@/lib/chats/lists/list-inbox-chats";
import { chatListQuery } from "@/lib/chats/lists/list-schemas";
import { readQuery } from "@/lib/http/read-query";
import { route } from "@/lib/http/route";
import { operatorContext } from "./context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json(await listInboxChats(db, actor, readQuery(request, chatListQuery)));
});
