import { readQuery } from "@/lib/http/read-query";
import { route } from "@/lib/http/route";
import { searchQuery } from "@/lib/search/schemas";
import { searchChats } from "@/lib/search/search-chats";
import { operatorContext } from "./context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json(await searchChats(db, actor, readQuery(request, searchQuery)));
});
