import { sendMessageInput } from "@/lib/chats/input-schemas";
import { sendAtOnce } from "@/lib/chats/messages/send-at-once";
import { answerAtOnce, sendLocked, sendMessage } from "@/lib/chats/messages/send-message";
import { processDoor } from "@/lib/door";
import { metrics } from "@/lib/health/metrics";
import { jsonResponse } from "@/lib/http/json-response";
import { readJson } from "@/lib/http/read-json";
import type { HttpRequest } from "@/lib/http/request";
import { type RouteParams, route } from "@/lib/http/route";
import { writerContext, writerOf } from "../context";
import { chatIdOf } from "./chat-id";

/** The busiest route of all: most messages take one read, in which the writer is looked up as well, and one write. */
export const POST = route(async (request, context) => {
  const asked = await whatIsAsked(request, context).catch(async (error: unknown) => {
    // Only who may ask is told what is wrong with the request.
    await writerContext(request);
    throw error;
  });
  const { event, missed, created } = await send(request, asked);
  const { seq, prev, createdAt } = event;
  return jsonResponse({ seq, prev, createdAt, event, missed }, { status: created ? 201 : 200 });
});

const whatIsAsked = async (request: HttpRequest, context: RouteParams) => ({
  chatId: await chatIdOf(context),
  input: await readJson(request, sendMessageInput),
});

async function send(request: HttpRequest, { chatId, input }: Awaited<ReturnType<typeof whatIsAsked>>) {
  const door = await processDoor();
  const writer = await writerOf(request);
  const written = writer && (await sendAtOnce(door, writer, chatId, input));
  if (written) {
    metrics().messages.inc({ side: written.actor.type });
    return answerAtOnce(door, written, input);
  }
  const ctx = await writerContext(request);
  const sent = await (writer ? sendLocked : sendMessage)(ctx, chatId, input);
  if (sent.created) metrics().messages.inc({ side: ctx.actor.type });
  return sent;
}
