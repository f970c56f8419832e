import { EVENTS_PAGE_MAX } from "@/lib/chats/input-schemas";
import { getEventsPage } from "@/lib/chats/queries";
import { DomainError } from "@/lib/errors";
import { jsonResponse } from "@/lib/http/json-response";
import { route } from "@/lib/http/route";
import { pageSize, wholeNumber } from "@/lib/http/whole-number";
import { participantContext } from "../context";
import { chatIdOf } from "./chat-id";

export const GET = route(async (request, context) => {
  const { actor, db } = await participantContext(request);
  const chatId = await chatIdOf(context);
  const { searchParams } = new URL(request.url);
  const after = wholeNumber(searchParams, "after");
  const before = wholeNumber(searchParams, "before");
  if (after !== undefined && before !== undefined) throw new DomainError("bad_request", 'Either "after" or "before"');
  const limit = pageSize(searchParams, EVENTS_PAGE_MAX);
  const range = before === undefined ? { after: after ?? 0, limit } : { before, limit };
  return jsonResponse(await getEventsPage(db, actor, chatId, range));
});
