import { z } from "zod";
import { closeChat } from "@/lib/chats/close-chat";
import { chatStatus } from "@/lib/chats/schemas";
import { startChat } from "@/lib/chats/visitor/start-chat";
import { findDepartment } from "@/lib/departments/queries";
import { notFound } from "@/lib/errors";
import { isTimeZone } from "@/lib/i18n/locales";
import { getPublicChat, listPublicChats } from "@/lib/public-api/chats";
import { listPublicMessages } from "@/lib/public-api/messages";
import { PAGE_MAX } from "@/lib/public-api/rules";
import {
  chatDto,
  chatPage,
  cursorParam,
  limitParam,
  startedChat,
  startInput,
  transcriptDto,
} from "@/lib/public-api/schemas";
import { assertInService } from "@/lib/settings/maintenance";
import { readLines } from "@/lib/transcripts/read-lines";
import { wordLines } from "@/lib/transcripts/word-transcript";
import { externalVisitorOf } from "@/lib/visitors/external";
import { get, post } from "../endpoint";

const EXTERNAL_ID_MAX = 200;
const reads = { group: "Chats", scopes: ["chats:read", "chats:write"] } as const;
const writes = { group: "Chats", scopes: ["chats:write"] } as const;

const listQuery = z.object({
  status: chatStatus.optional(),
  departmentId: z.uuid("invalid").optional(),
  externalId: z
    .string()
    .max(EXTERNAL_ID_MAX, "tooLong")
    .optional()
    .meta({ description: "Only of this visitor of the key" }),
  limit: limitParam,
  cursor: cursorParam,
});
const transcriptQuery = z.object({
  timeZone: z.string().refine(isTimeZone, "timeZone").default("UTC").meta({ description: "An IANA name" }),
});

export const chatEndpoints = [
  get("/chats", {
    ...reads,
    id: "listChats",
    summary: "Chats, the newest first",
    description:
      "With `chats:read` those of everybody, else those that this key has begun. Spam and erased chats are left out.",
    query: listQuery,
    answers: { 200: { means: "A page of chats", json: chatPage } },
    handle: async ({ door, actor, query }) => ({ status: 200, json: await listPublicChats(door.db, actor, query) }),
  }),
  post("/chats", {
    ...writes,
    id: "startChat",
    summary: "Begin a chat for a visitor",
    description:
      "Also in a hidden department. The visitor is known by your `externalId`, to this key alone. A department that is closed, or whose queue is full, answers `conflict` with its `state`.",
    body: startInput,
    answers: {
      201: { means: "The chat has begun", json: startedChat },
      200: { means: "It had begun before, by the same `clientId`", json: startedChat },
    },
    refusals: ["not_found", "conflict", "idempotency_mismatch", "identity_required", "unavailable"],
    handle: async ({ door, actor, body }) => {
      const { departmentId, externalId, ...input } = body;
      await assertInService(door.db);
      const department = await findDepartment(door.db, departmentId);
      if (!department) throw notFound();
      const by = { apiKeyId: actor.keyId, externalId };
      const { chat, created } = await startChat(door, by, { ...input, departmentId, key: department.key }, "");
      const { items } = await listPublicMessages(door.db, chat.id, { after: 0, limit: PAGE_MAX });
      return {
        status: created ? 201 : 200,
        json: { chat: await getPublicChat(door.db, actor, chat.id), messages: items },
      };
    },
  }),
  get("/chats/{chatId}", {
    ...reads,
    id: "getChat",
    summary: "One chat",
    answers: { 200: { means: "The chat", json: chatDto } },
    handle: async ({ door, actor, params }) => ({
      status: 200,
      json: await getPublicChat(door.db, actor, params.chatId),
    }),
  }),
  post("/chats/{chatId}/closure", {
    ...writes,
    id: "closeChat",
    summary: "End a chat as its visitor",
    description: "Of a chat that this key has begun. Ending a closed chat changes nothing.",
    answers: { 200: { means: "The chat as it is now", json: chatDto } },
    handle: async ({ door, actor, params }) => {
      await assertInService(door.db);
      const visitor = await externalVisitorOf(door.db, actor.keyId, params.chatId);
      await closeChat({ ...door, actor: visitor }, params.chatId);
      return { status: 200, json: await getPublicChat(door.db, actor, params.chatId) };
    },
  }),
  get("/chats/{chatId}/transcript", {
    ...reads,
    id: "getTranscript",
    summary: "What was said in a chat, as text",
    query: transcriptQuery,
    answers: { 200: { means: "The text", json: transcriptDto } },
    handle: async ({ door, actor, params, query }) => {
      const { id, visitor } = await getPublicChat(door.db, actor, params.chatId);
      const { locale, name } = visitor;
      const lines = await readLines(door.db, id);
      const text = wordLines(lines, { locale, timeZone: query.timeZone, ...(name && { visitor: name }) });
      return { status: 200, json: { chatId: id, locale, text } };
    },
  }),
];
