import type { Appended, ChatRow } from "@/lib/chats/entries/entry";
import { toFileDto } from "@/lib/files/dto";
import { uuidv7 } from "@/lib/ids";
import type {
  WebhookChatData,
  WebhookMessage,
  WebhookMore,
  WebhookOfflineData,
  WebhookPayload,
  WebhookVisitor,
} from "./payloads";
import type { WebhookEventType } from "./rules";

/** Something that webhooks may have to be told of. Names of departments and operators are filled in where it is stored. */
export type WebhookCause = {
  eventId: string;
  type: WebhookEventType;
  chatId: string | null;
  visitorId: string;
  /** It concerns these, the present one last; one of them among a webhook's departments is enough. */
  departmentIds: string[];
  operatorId: string | null;
  /** The operator who wrote the message, if it was one. */
  senderId: string | null;
  payload: WebhookPayload;
};

/** What webhooks are told of an entry of a chat's timeline. Notes and all that is internal: nothing, ever. */
export function webhookCausesOf({ before, chat, event }: Appended): WebhookCause[] {
  const causes: WebhookCause[] = [];
  const add = (type: WebhookEventType, more?: WebhookMore, departmentIds = [chat.departmentId]) =>
    causes.push({
      eventId: uuidv7(event.createdAt.getTime()),
      type,
      chatId: chat.id,
      visitorId: chat.visitorId,
      departmentIds,
      operatorId: chat.operatorId,
      senderId: event.senderType === "operator" ? event.senderId : null,
      payload: { type, timestamp: event.createdAt.toISOString(), data: { ...chatDataOf(chat), ...more } },
    });
  if (event.pubSeq === null) return causes;
  const { kind, data } = event;
  const hasMoved = before.departmentId !== chat.departmentId;
  if (kind === "started") add("chat.started");
  if (kind === "message") add("message.created", { message: messageOf({ chat, event }) });
  if (kind === "transferred" || hasMoved || kind === "accepted") {
    const from = { departmentId: before.departmentId, operatorId: before.operatorId };
    add("chat.transferred", { how: kind, from }, [...new Set([before.departmentId, chat.departmentId])]);
  }
  if (chat.status === "active" && chat.operatorId !== before.operatorId) {
    add("chat.assigned", { how: kind, previousOperatorId: before.operatorId });
  }
  if (kind === "closed") add("chat.closed", { reason: data.reason ?? "", closedById: data.operatorId ?? null });
  if (kind === "rated") {
    add("chat.rated", { rating: { score: Number(data.score), comment: chat.ratingComment } });
  }
  return causes;
}

const chatDataOf = (chat: ChatRow): WebhookChatData => ({
  department: { id: chat.departmentId, name: "" },
  operator: chat.operatorId ? { id: chat.operatorId, name: "" } : null,
  visitor: visitorOf(chat),
  chat: {
    id: chat.id,
    seq: chat.lastSeq,
    status: chat.status,
    page: { url: chat.pageUrl, title: chat.pageTitle },
    startedAt: chat.createdAt.toISOString(),
    closedAt: chat.closedAt?.toISOString() ?? null,
  },
});

const visitorOf = (chat: ChatRow): WebhookVisitor => ({
  id: chat.visitorId,
  name: chat.visitorName,
  email: chat.visitorEmail,
  phone: chat.visitorPhone,
  locale: chat.locale,
  identity: chat.identity,
});

function messageOf({ chat, event }: Pick<Appended, "chat" | "event">): WebhookMessage {
  const name = event.senderType === "visitor" ? chat.visitorName : "";
  const file = event.file && toFileDto(event.file);
  return {
    sender: { type: event.senderType, id: event.senderId, name },
    body: event.body ?? "",
    file: file && { id: file.id, name: file.name, type: file.type, size: file.size },
  };
}

export type OfflineFacts = {
  id: string;
  createdAt: Date;
  visitorId: string;
  departmentId: string | null;
  chatId: string | null;
  name: string;
  email: string | null;
  phone?: string | null;
  body: string;
  locale: string;
  pageUrl: string | null;
};

/** What webhooks are told of a message that was left. One for the company concerns no department. */
export function offlineCauseOf(message: OfflineFacts): WebhookCause {
  const { id, createdAt, visitorId, departmentId, chatId, name, email, phone = null, body, locale, pageUrl } = message;
  const type = "offline_message.created";
  const data: WebhookOfflineData = {
    department: departmentId === null ? null : { id: departmentId, name: "" },
    visitor: { id: visitorId, name, email, phone, locale, identity: null },
    offlineMessage: { id, chatId, body, pageUrl },
  };
  return {
    eventId: uuidv7(createdAt.getTime()),
    type,
    chatId,
    visitorId,
    departmentIds: departmentId === null ? [] : [departmentId],
    operatorId: null,
    senderId: null,
    payload: { type, timestamp: createdAt.toISOString(), data },
  };
}
