import { readJson } from "@/lib/http/read-json";
import { route } from "@/lib/http/route";
import { takeVisitorPoints } from "@/lib/limits/visitor-limit";
import { leaveOfflineMessage } from "@/lib/offline-messages/leave-offline-message";
import { listOfflineMessages } from "@/lib/offline-messages/queries";
import { leaveOfflineMessageInput } from "@/lib/offline-messages/schemas";
import { assertInService } from "@/lib/settings/maintenance";
import { operatorContext, requireCaller } from "./context";
import { seenOf } from "./seen";

export const POST = route(async (request) => {
  const { door, token, identity } = await requireCaller(request);
  const input = await readJson(request, leaveOfflineMessageInput);
  await assertInService(door.db);
  await takeVisitorPoints(door.db, request, token);
  const { id, created } = await leaveOfflineMessage(door, token, input, identity, seenOf(request).addressHash);
  return Response.json({ id }, { status: created ? 201 : 200 });
});

export const GET = route(async (request) => {
  const { actor, db } = await operatorContext(request);
  return Response.json({ messages: await listOfflineMessages(db, actor) });
});
