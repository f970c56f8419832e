import { getEventsPage } from "@/lib/chats/queries";
import { EVENTS_PAGE_MAX } from "@/lib/chats/schemas";
import { DomainError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { chatIdOf } from "./chat-id";
import { participantContext } from "./context";

/** Numbers of a timeline are Postgres integers. */
const SEQ_MAX = 2_147_483_647;

export const GET = route(async (request, context) => {
  const { actor, db } = await participantContext(request);
  const chatId = await chatIdOf(context);
  const { searchParams } = new URL(request.url);
  const after = wholeNumber(searchParams, "after") ?? 0;
  const limit = Math.min(Math.max(wholeNumber(searchParams, "limit") ?? EVENTS_PAGE_MAX, 1), EVENTS_PAGE_MAX);
  return Response.json(await getEventsPage(db, actor, chatId, { after, limit }));
});

function wholeNumber(search: URLSearchParams, name: string): number | undefined {
  const [value, ...others] = search.getAll(name);
  const isOdd = [...search.keys()].some((key) => key.startsWith(`${name}[`));
  if (value === undefined && !isOdd) return undefined;
  if (value === undefined || others.length > 0 || !/^\d{1,10}$/.test(value) || Number(value) > SEQ_MAX) {
    throw new DomainError("bad_request", `"${name}" must be one whole number`);
  }
  return Number(value);
}
