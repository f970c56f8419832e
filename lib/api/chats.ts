import { startChatInput } from "@/lib/chats/input-schemas";
import { listVisitorChats } from "@/lib/chats/queries";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { takeVisitorPoints } from "@/lib/limits/visitor-limit";
import { assertInService } from "@/lib/settings/maintenance";
import { requireCaller, visitorContext } from "./context";
import { seenOf } from "./seen";

export const POST = route(async (request) => {
  const { door, token, identity } = await requireCaller(request);
  const input = await readJson(request, startChatInput);
  await assertInService(door.db);
  await takeVisitorPoints(door.db, request, token);
  const seen = seenOf(request);
  const { created, ...started } = await startChat(door, token, input, seen.userAgent, identity, seen);
  return Response.json(started, { status: created ? 201 : 200 });
});

export const GET = route(async (request) => {
  const { actor, db } = await visitorContext(request);
  const key = new URL(request.url).searchParams.get("key") ?? "";
  return Response.json({ chats: await listVisitorChats(db, actor, key) });
});
