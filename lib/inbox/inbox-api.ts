import { z } from "zod";
import {
  chatEventDto,
  chatStateDto,
  EVENTS_PAGE_MAX,
  eventsPageDto,
  type InboxDto,
  inboxChatDto,
  inboxDto,
} from "@/lib/chats/schemas";
import { callJson } from "@/lib/http/client";
import type { OutboxItem } from "@/lib/inbox/outbox";

const intent = z.enum(["online", "away", "offline"]);
const sentMessage = z.object({ event: chatEventDto, missed: z.array(chatEventDto) });
const pulseAnswer = z.object({
  chats: z.record(z.string(), chatStateDto),
  /** The operator's own choice, which may have been made elsewhere. */
  intent: intent.optional(),
});

export type Intent = InboxDto["operator"]["intent"];
export type SentMessage = z.infer<typeof sentMessage>;
export type PulseAnswer = z.infer<typeof pulseAnswer>;

export const readInbox = () => callJson("GET", "/api/inbox", { schema: inboxDto });

export const readChat = (chatId: string) => callJson("GET", `/api/chats/${chatId}`, { schema: inboxChatDto });

export const readEvents = (chatId: string, after: number) =>
  callJson("GET", `/api/chats/${chatId}/events?after=${after}&limit=${EVENTS_PAGE_MAX}`, { schema: eventsPageDto });

/** `after` is the last entry that this tab has, if it opened the chat: the answer brings what it missed. */
export const postMessage = ({ chatId, clientId, body, epoch }: OutboxItem, after?: number) =>
  callJson("POST", `/api/chats/${chatId}/messages`, {
    // Below 1 nothing is known of the owner yet: then the server judges by itself.
    body: { clientId, body, after, ...(epoch > 0 && { epoch }) },
    schema: sentMessage,
  });

export const claimChat = (chatId: string) =>
  callJson("POST", `/api/chats/${chatId}/claim`, { body: {}, schema: z.object({ chat: inboxChatDto }) });

export const closeChat = (chatId: string) =>
  callJson("POST", `/api/chats/${chatId}/closure`, { body: {}, schema: z.object({ state: chatStateDto }) });

export const postPulse = (chatIds: string[], read: Record<string, number>) =>
  callJson("POST", "/api/pulse", { body: { chatIds, read }, schema: pulseAnswer });

export const putIntent = (chosen: Intent) =>
  callJson("PUT", "/api/operators/me/presence", { body: { intent: chosen }, schema: z.object({ intent }) });
