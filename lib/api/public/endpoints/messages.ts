import { z } from "zod";
import { sendMessage } from "@/lib/chats/messages/send-message";
import type { Context, OperatorActor, VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { metrics } from "@/lib/health/metrics";
import { getPublicChat } from "@/lib/public-api/chats";
import { getSentMessage, listPublicMessages } from "@/lib/public-api/messages";
import { findOperatorActor } from "@/lib/public-api/operators";
import { afterParam, answerInput, limitParam, messageInput, messagePage, sentMessage } from "@/lib/public-api/schemas";
import { assertInService } from "@/lib/settings/maintenance";
import { externalVisitorOf } from "@/lib/visitors/external";
import { get, post } from "../endpoint";

const group = "Messages";
const answers = {
  201: { means: "It is stored", json: sentMessage },
  200: { means: "It was stored before, by the same `clientId`", json: sentMessage },
};

export const messageEndpoints = [
  get("/chats/{chatId}/messages", {
    group,
    scopes: ["chats:read", "chats:write"],
    id: "listMessages",
    summary: "What came after a number",
    description: "Messages and events as the visitor sees them, oldest first. Notes between operators are never in it.",
    query: z.object({ after: afterParam, limit: limitParam }),
    answers: { 200: { means: "A page of messages", json: messagePage } },
    handle: async ({ door, actor, params, query }) => {
      await getPublicChat(door.db, actor, params.chatId);
      return { status: 200, json: await listPublicMessages(door.db, params.chatId, query) };
    },
  }),
  post("/chats/{chatId}/messages", {
    group,
    scopes: ["chats:write"],
    id: "sendMessage",
    summary: "Write as the visitor",
    description: "In a chat that this key has begun.",
    body: messageInput,
    answers,
    refusals: ["closed", "idempotency_mismatch", "identity_required", "unavailable"],
    handle: async ({ door, actor, params, body }) => {
      await assertInService(door.db);
      const visitor = await externalVisitorOf(door.db, actor.keyId, params.chatId);
      return send({ ...door, actor: visitor }, params.chatId, body);
    },
  }),
  post("/chats/{chatId}/answers", {
    group,
    scopes: ["chats:answer"],
    id: "answerChat",
    summary: "Write as an operator",
    description:
      "As whoever has the chat. With the present `epoch` of the chat, another operator who may see it takes it by answering, also one that waits. By what they may do in their inbox, no more.",
    body: answerInput,
    answers,
    refusals: ["closed", "not_owner", "idempotency_mismatch"],
    handle: async ({ door, params, body }) => {
      const { operatorId, ...input } = body;
      const operator = await findOperatorActor(door.db, operatorId);
      if (!operator) throw new DomainError("invalid", "No such operator", { fields: { operatorId: "choice" } });
      return send({ ...door, actor: operator }, params.chatId, input);
    },
  }),
];

type Input = { clientId: string; body: string; reopen?: boolean | undefined; epoch?: number | undefined };

async function send(ctx: Context<VisitorActor | OperatorActor>, chatId: string, input: Input) {
  const { created } = await sendMessage(ctx, chatId, input);
  if (created) metrics().messages.inc({ side: ctx.actor.type });
  const message = await getSentMessage(ctx.db, chatId, { clientId: input.clientId, senderId: idOf(ctx) });
  return { status: created ? 201 : 200, json: { message } };
}

const idOf = ({ actor }: Pick<Context<VisitorActor | OperatorActor>, "actor">): string =>
  actor.type === "visitor" ? actor.visitorId : actor.operatorId;
