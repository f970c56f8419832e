import { undoInput } from "@/lib/bulk/schemas";
import { undoOnChats } from "@/lib/bulk/undo-on-chats";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { operatorContext } from "../context";

export const POST = route(async (request) => {
  const ctx = await operatorContext(request);
  const { items } = await readJson(request, undoInput);
  return Response.json(await undoOnChats(ctx, items));
});
