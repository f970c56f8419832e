import type { WebhookDeliveryType } from "./rules";

export type WebhookNamed = { id: string; name: string };

export type WebhookVisitor = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  locale: string;
  /** Who they are by the website's own word (a signed identity); what stands above they typed themselves. */
  identity: { sub: string; name: string | null; email: string | null } | null;
};

/** A chat as it is after the event that tells of it. */
export type WebhookChat = {
  id: string;
  /** Number of the entry of its timeline that this tells of: puts events in order. Has gaps: not every entry is told. */
  seq: number;
  status: "queued" | "active" | "closed";
  page: { url: string | null; title: string | null };
  startedAt: string;
  closedAt: string | null;
};

export type WebhookMessage = {
  sender: { type: "visitor" | "operator" | "system"; id: string | null; name: string };
  body: string;
  /** What goes with it; the file itself stays here. */
  file: { id: string; name: string; type: string; size: number } | null;
};

export type WebhookOfflineMessage = { id: string; chatId: string | null; body: string; pageUrl: string | null };

/** What every event of a chat tells. */
export type WebhookChatData = {
  department: WebhookNamed;
  operator: WebhookNamed | null;
  visitor: WebhookVisitor;
  chat: WebhookChat;
};

/** What is told besides it, by event. */
export type WebhookMore =
  | { message: WebhookMessage }
  | { how: string; previousOperatorId: string | null }
  | { how: string; from: { departmentId: string; operatorId: string | null } }
  | { reason: string; closedById: string | null }
  | { rating: { score: number; comment: string } };

export type WebhookOfflineData = {
  department: WebhookNamed | null;
  visitor: WebhookVisitor;
  offlineMessage: WebhookOfflineMessage;
};

/** What is sent as the body, in JSON. */
export type WebhookPayload = {
  type: WebhookDeliveryType;
  /** When it happened, ISO 8601; the attempt's own time is in the header `webhook-timestamp`. */
  timestamp: string;
  data: WebhookChatData | (WebhookChatData & WebhookMore) | WebhookOfflineData | { webhook: WebhookNamed };
};
