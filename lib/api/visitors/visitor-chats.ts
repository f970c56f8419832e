import { operatorContext } from "@/lib/api/context";
import { startWithVisitor } from "@/lib/chats/operator/start-with-visitor";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { startWithVisitorInput } from "@/lib/presences/schemas";
import { visitorIdOf } from "./visitor-id";

/** An operator writes to a visitor who is on a page. */
export const POST = route(async (request, context) => {
  const ctx = await operatorContext(request);
  const visitorId = await visitorIdOf(context);
  const chat = await startWithVisitor(ctx, visitorId, await readJson(request, startWithVisitorInput));
  return Response.json({ chat }, { status: 201 });
});
