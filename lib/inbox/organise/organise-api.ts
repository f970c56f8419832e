import { z } from "zod";
import { bulkResultsDto, type UndoItem } from "@/lib/bulk/schemas";
import { inboxChatDto } from "@/lib/chats/schemas";
import { draftDto, draftsDto } from "@/lib/drafts/schemas";
import { callJson } from "@/lib/http/client";
import type { DraftsApi } from "@/lib/inbox/organise/draft-sync";
import { tagDto, tagsDto } from "@/lib/tags/schemas";
import type { ViewAudienceInput, ViewDto } from "@/lib/views/schemas";
import { viewsDto } from "@/lib/views/schemas";

const chatAnswer = z.object({ chat: inboxChatDto });
const nothing = z.object({});

/** What is asked for many chats; instants as they travel. */
export type BulkRequest =
  | { do: "close" | "wake" | "claim" }
  | { do: "snooze"; until: string }
  | { do: "tag"; add: readonly string[]; remove: readonly string[] }
  | { do: "transfer"; departmentId: string }
  | { do: "unread"; unread: boolean };

export const readTags = () => callJson("GET", "/api/tags", { schema: tagsDto });
export const createTag = (name: string) =>
  callJson("POST", "/api/tags", { body: { name }, schema: z.object({ tag: tagDto }) });

const postToChat = (chatId: string, path: string, body: object) =>
  callJson("POST", `/api/chats/${chatId}/${path}`, { body, schema: chatAnswer });

export const tagChat = (chatId: string, add: readonly string[], remove: readonly string[]) =>
  postToChat(chatId, "tags", { add, remove });
export const snoozeChat = (chatId: string, until: string | null) => postToChat(chatId, "snooze", { until });
export const markUnread = (chatId: string, unread: boolean) => postToChat(chatId, "unread", { unread });

export const actOnChats = (action: BulkRequest, chatIds: readonly string[]) =>
  callJson("POST", "/api/inbox/bulk", { body: { action, chatIds }, schema: bulkResultsDto });
export const undoOnChats = (items: readonly UndoItem[]) =>
  callJson("POST", "/api/inbox/bulk/undo", { body: { items }, schema: bulkResultsDto });

export const readViews = () => callJson("GET", "/api/views", { schema: viewsDto });
export const createView = (name: string, query: ViewDto["query"], audience: ViewAudienceInput) =>
  callJson("POST", "/api/views", { body: { name, query, audience }, schema: z.object({ id: z.uuid() }) });
export const changeView = (id: string, change: { name?: string; query?: ViewDto["query"]; deleted?: true }) =>
  callJson("PUT", `/api/views/${id}`, { body: change, schema: nothing });
export const orderViews = (ids: readonly string[]) =>
  callJson("PUT", "/api/views/order", { body: { ids }, schema: nothing });

export const draftsApi: DraftsApi = {
  readAll: () => callJson("GET", "/api/operators/me/drafts", { schema: draftsDto }),
  readChat: (chatId) => callJson("GET", `/api/chats/${chatId}/drafts`, { schema: draftsDto }),
  save: (chatId, draft) =>
    callJson("PUT", `/api/chats/${chatId}/drafts`, { body: draft, schema: draftDto, keepalive: true }),
};
