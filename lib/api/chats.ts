import { database } from "@/db/client";
import { listVisitorChats } from "@/lib/chats/queries";
import { startChatInput } from "@/lib/chats/schemas";
import { startChat } from "@/lib/chats/start-chat";
import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { publish } from "@/lib/realtime/publish";
import { clippedLine } from "@/lib/text";
import { requireBearer, visitorContext } from "./context";

const userAgentOf = (request: Request) => clippedLine(512).parse(request.headers.get("user-agent") ?? "");

export const POST = route(async (request) => {
  const token = requireBearer(request);
  const input = await readJson(request, startChatInput);
  const { created, ...started } = await startChat(
    { db: await database(), publish },
    token,
    input,
    userAgentOf(request),
  );
  return Response.json(started, { status: created ? 201 : 200 });
});

export const GET = route(async (request) => {
  const { actor, db } = await visitorContext(request);
  const key = new URL(request.url).searchParams.get("key") ?? "";
  return Response.json({ chats: await listVisitorChats(db, actor, key) });
});
