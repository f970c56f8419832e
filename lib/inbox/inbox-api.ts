import { z } from "zod";
import { type InboxDto, inboxDto } from "@/lib/chats/inbox-schemas";
import { type CloseChatInput, EVENTS_PAGE_MAX } from "@/lib/chats/input-schemas";
import { chatListDto } from "@/lib/chats/lists/list-schemas";
import type { TypingInput } from "@/lib/chats/pulse/typing-schemas";
import { chatEventDto, chatStateDto, eventsPageDto, inboxChatDto } from "@/lib/chats/schemas";
import { callJson, type KnownAnswer } from "@/lib/http/client";
import type { PresenceChange } from "@/lib/inbox/inbox-state";
import type { PagedQuery } from "@/lib/inbox/lists/paged-list";
import type { OutboxItem } from "@/lib/inbox/outbox/outbox";
import type { PulseContents } from "@/lib/inbox/pulse/pulse-contents";
import type { EventsRange } from "@/lib/inbox/timeline-book";
import { mentionableDto, mentionsDto, type ReadMentionsInput } from "@/lib/notes/schemas";
import { cannedRepliesDto } from "@/lib/replies/schemas";
import type { WhisperInput } from "@/lib/supervision/schemas";
import { type AnswerOfferInput, type TransferChatInput, transferTargetsDto } from "@/lib/transfers/schemas";
import { type InboxCountsDto, inboxCountsDto } from "@/lib/views/schemas";

const { intent, finishing, awayByMissesAt } = inboxDto.shape.operator.shape;
/** The operator's own presence, which may have been changed elsewhere. */
const presence = z.object({ intent, finishing, awayByMissesAt });
const sentMessage = z.object({ event: chatEventDto, missed: z.array(chatEventDto) });
const pulseAnswer = presence.partial().extend({ chats: z.record(z.string(), chatStateDto) });
const chatAnswer = z.object({ chat: inboxChatDto });

export type SentMessage = z.infer<typeof sentMessage>;
export type PulseAnswer = z.infer<typeof pulseAnswer>;

export const readInbox = (known?: KnownAnswer<InboxDto>) => callJson("GET", "/api/inbox", { schema: inboxDto, known });

export const readCounts = (known?: KnownAnswer<InboxCountsDto>) =>
  callJson("GET", "/api/inbox/counts", { schema: inboxCountsDto, known });

/** One page of a list that is too long for the snapshot; `cursor` is where the page before it ended. */
export const readList = (query: PagedQuery, cursor: string | null) => {
  const search = new URLSearchParams({ ...query, ...(cursor !== null && { cursor }) });
  return callJson("GET", `/api/inbox/chats?${search}`, { schema: chatListDto });
};

export const readChat = (chatId: string) => callJson("GET", `/api/chats/${chatId}`, { schema: inboxChatDto });

/** Numbers of a timeline end before this one: what comes before it is the newest there is. */
const SEQ_MAX = 2_147_483_647;
/** Entries that a thread opens with. */
const TAIL = 50;

/** What came after a number, the end of the timeline, or what came before a number. */
export const readEvents = (chatId: string, range: EventsRange) => {
  const query = {
    after: `after=${range.from}&limit=${EVENTS_PAGE_MAX}`,
    tail: `before=${SEQ_MAX}&limit=${TAIL}`,
    before: `before=${range.from}&limit=${EVENTS_PAGE_MAX}`,
  }[range.kind];
  return callJson("GET", `/api/chats/${chatId}/events?${query}`, { schema: eventsPageDto });
};

/** `last` is the last entry that this tab has, if it opened the chat: the answer brings what it missed. */
export const postMessage = ({ chatId, clientId, body, file, epoch, anyway, ...item }: OutboxItem, last?: number) =>
  callJson("POST", `/api/chats/${chatId}/messages`, {
    // Below 1 nothing is known of the owner yet: then the server judges by itself.
    body: {
      clientId,
      body,
      ...(file && { fileId: file.id }),
      // What its writer had seen, which may be less than what is here by now.
      after: item.after ?? last,
      ...(anyway && { anyway }),
      ...(epoch > 0 && { epoch }),
    },
    schema: sentMessage,
  });

/** A note, under the same promises as a message. */
export const postNote = ({ chatId, clientId, body, note }: OutboxItem, after?: number) =>
  callJson("POST", `/api/chats/${chatId}/notes`, {
    body: { clientId, body, mentions: note?.mentions ?? [], after },
    schema: sentMessage,
  });

export const readMentionable = (chatId: string) =>
  callJson("GET", `/api/chats/${chatId}/mentionable`, { schema: z.object({ operators: z.array(mentionableDto) }) });

export const readMentions = () => callJson("GET", "/api/operators/me/mentions", { schema: mentionsDto });

export const readCannedReplies = () => callJson("GET", "/api/canned-replies", { schema: cannedRepliesDto });

/** Notes of one chat that name the operator were seen, up to a number; without a chat all of them. */
export const postMentionsRead = (read: ReadMentionsInput) =>
  callJson("POST", "/api/operators/me/mentions/read", { body: read, schema: z.object({ unread: z.int() }) });

const postToChat = (chatId: string, path: string, body: object = {}) =>
  callJson("POST", `/api/chats/${chatId}/${path}`, { body, schema: chatAnswer });

export const claimChat = (chatId: string) => postToChat(chatId, "claim");
export const takeOver = (chatId: string, epoch: number) => postToChat(chatId, "take-over", { epoch });
export const whisper = (chatId: string, input: WhisperInput) =>
  callJson("POST", `/api/chats/${chatId}/whisper`, { body: input, schema: z.object({ event: chatEventDto }) });
export const holdChat = (chatId: string, held: boolean) => postToChat(chatId, "hold", { held });
export const sayOnIt = (chatId: string) => postToChat(chatId, "on-it");
export const transferChat = (chatId: string, input: TransferChatInput) => postToChat(chatId, "transfer", input);
export const answerOffer = (chatId: string, answer: AnswerOfferInput["answer"]) =>
  postToChat(chatId, "offer", { answer });

export const closeChat = (chatId: string, input: CloseChatInput) =>
  callJson("POST", `/api/chats/${chatId}/closure`, { body: input, schema: z.object({ state: chatStateDto }) });

export const readTransferTargets = (chatId: string) =>
  callJson("GET", `/api/chats/${chatId}/transfer-targets`, { schema: transferTargetsDto });

/** Colleagues hear that the operator is typing, and so does the visitor if it is the answer of the chat's owner. */
export const postTyping = (chatId: string, as: TypingInput["as"]) =>
  callJson("POST", `/api/chats/${chatId}/typing`, { body: { as }, schema: z.object({}) });

/** Colleagues' lists show who has a chat open; sent even while the page goes. */
export const postViewing = (chatId: string, isHere: boolean) =>
  callJson("POST", `/api/chats/${chatId}/viewing`, { body: { isHere }, schema: z.object({}), keepalive: !isHere });

/** `typingIn` is the chat in which the operator is typing at this moment. */
export const postPulse = (pulse: PulseContents & { typingIn: string | null }) =>
  callJson("POST", "/api/pulse", { body: { ...pulse, ...(isInSight() && { inSight: true }) }, schema: pulseAnswer });

const isInSight = () => typeof document !== "undefined" && document.visibilityState === "visible";

/** The last inbox of this browser is out of sight; sent even while the page goes. */
export function tellOutOfSight(): void {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ chatIds: [], inSight: false });
  // Without an answer the server finds out when no pulse says otherwise.
  void fetch("/api/pulse", { method: "POST", keepalive: true, headers, body }).catch(() => undefined);
}

export const putPresence = (change: PresenceChange) =>
  callJson("PUT", "/api/operators/me/presence", { body: change, schema: presence });
