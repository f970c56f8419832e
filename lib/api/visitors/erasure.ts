import { visitorWriteContext } from "@/lib/api/context";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { eraseVisitor } from "@/lib/visitors/erase-visitor";
import { eraseVisitorInput } from "@/lib/visitors/schemas";

/**
 * Erases what is about the asking visitor; from then on their token is nobody's. `erased` is false where this browser had
 * nothing of its own: its chats went to the visitor whom their site vouches for, and only who is signed in there may.
 */
export const POST = route(async (request) => {
  const ctx = await visitorWriteContext(request);
  await readJson(request, eraseVisitorInput);
  const erased = await eraseVisitor(ctx);
  return Response.json({ erased: !erased || Object.values(erased).some((count) => count > 0) });
});
