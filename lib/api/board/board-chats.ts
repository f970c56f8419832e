import { route } from "@/lib/http/route";
import { listBoardChats } from "@/lib/supervision/list-board-chats";
import { boardChatsInput } from "@/lib/supervision/schemas";
import { operatorContext } from "../context";

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  const wanted = boardChatsInput.parse(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(await listBoardChats(db, actor, wanted));
});
