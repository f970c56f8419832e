import { z } from "zod";
import { MESSAGE_BODY_MAX, messageBody, startChatInput, VISITOR_NAME_MAX } from "@/lib/chats/input-schemas";
import { CHAT_EVENT_KINDS, chatStatus } from "@/lib/chats/schemas";
import { WIDGET_LOCALES } from "@/lib/i18n/locales";
import { DEPARTMENT_STATES } from "@/lib/routing/department-state";
import { requiredLine } from "@/lib/text";
import { PAGE_DEFAULT, PAGE_MAX } from "./rules";

const time = (description: string) => z.iso.datetime().meta({ description });
const named = (description: string) => z.object({ id: z.uuid(), name: z.string() }).meta({ description });

/** An estimate as visitors are told it. */
const estimate = z.object({
  fromMinutes: z.int(),
  toMinutes: z.int().nullable().meta({ description: "Null: longer than `fromMinutes`" }),
});

export const departmentDto = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  siteUrl: z.string().nullable(),
  key: z.string().meta({ description: "Of its own snippet, and of its badge" }),
  hidden: z.boolean().meta({ description: "Not offered to visitors for choice" }),
  disabled: z.boolean().meta({ description: "Takes no new chats; its state is `closed`" }),
  state: z.enum(DEPARTMENT_STATES).meta({
    description:
      "`open`: somebody takes a chat now; `busy`: all who are there are full; `away`: nobody is there; `closed`: out of hours",
  }),
  opensAt: time("While it is closed: when it opens next").nullable(),
  isFull: z.boolean().meta({ description: "A limit of its queue is reached: it takes no more chats" }),
  waiting: z.int().meta({ description: "Chats in its queue" }),
  estimate: estimate
    .nullable()
    .meta({ description: "Expected wait of one more chat; null: it would not wait, or nothing is known" }),
  replyMinutes: z.int().nullable().meta({ description: "Minutes within which visitors usually have the first answer" }),
});
export type PublicDepartmentDto = z.infer<typeof departmentDto>;
export const departmentList = z.object({ items: z.array(departmentDto) });

export const operatorDto = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(["operator", "supervisor", "admin"]),
  intent: z.enum(["online", "away", "offline"]).meta({ description: "What they have chosen" }),
  isReachable: z.boolean().meta({ description: "Their inbox was heard of within the last minute" }),
  isFinishing: z.boolean().meta({ description: "Takes no new chats, keeps the present ones" }),
  openChats: z.int(),
  load: z.int().meta({ description: "Weights of open chats that are not on hold" }),
  maxLoad: z.int(),
  departmentIds: z.array(z.uuid()),
});
export type PublicOperatorDto = z.infer<typeof operatorDto>;
const next = z.string().nullable().meta({ description: "`cursor` of the next page; null: this is the last one" });
export const operatorPage = z.object({ items: z.array(operatorDto), next });

export const chatDto = z.object({
  id: z.uuid(),
  status: chatStatus.meta({ description: "`queued`: waits for an operator; `active`: an operator has it; `closed`" }),
  department: named("Where it is now"),
  operator: named("Who has it").nullable(),
  visitor: z.object({
    id: z.uuid(),
    externalId: z.string().nullable().meta({ description: "As this key calls them; null: they came another way" }),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    locale: z.string(),
  }),
  page: z.object({ url: z.string().nullable(), title: z.string().nullable() }),
  epoch: z
    .int()
    .meta({ description: "Grows with every change of the operator; say it to answer in a chat of somebody else" }),
  lastSeq: z.int().meta({ description: "Number of its newest message or event" }),
  queue: z
    .object({ place: z.int().meta({ description: "1 is next" }), estimate: estimate.nullable() })
    .nullable()
    .meta({ description: "While it waits" }),
  isOnHold: z.boolean(),
  rating: z.int().nullable().meta({ description: "1 to 5" }),
  createdAt: time("When it began"),
  lastMessageAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
});
export type PublicChatDto = z.infer<typeof chatDto>;
export const chatPage = z.object({ items: z.array(chatDto), next });

export const messageDto = z.object({
  chatId: z.uuid(),
  seq: z.int().meta({ description: "1, 2, 3 … within the chat, without a gap" }),
  kind: z
    .enum(CHAT_EVENT_KINDS)
    .meta({ description: "`message`: somebody wrote; everything else is an event of the chat" }),
  author: z.object({
    type: z.enum(["visitor", "operator", "system"]),
    id: z.uuid().nullable(),
    name: z.string(),
  }),
  clientId: z.uuid().nullable(),
  body: z.string(),
  file: z.object({ id: z.uuid(), name: z.string(), type: z.string(), size: z.int() }).nullable(),
  data: z.record(z.string(), z.string()).meta({ description: "More of an event, such as the `reason` of `closed`" }),
  createdAt: z.iso.datetime(),
});
export type PublicMessageDto = z.infer<typeof messageDto>;
export const messagePage = z.object({
  items: z.array(messageDto),
  upto: z.int().meta({ description: "`after` of the next question" }),
  hasMore: z.boolean(),
});

export const startedChat = z.object({ chat: chatDto, messages: z.array(messageDto) });
export const sentMessage = z.object({ message: messageDto });
export const transcriptDto = z.object({
  chatId: z.uuid(),
  locale: z.string(),
  text: z.string().meta({ description: "What was said, in the visitor's language; at most the newest 1000 messages" }),
});

const clientId = startChatInput.shape.clientId.meta({
  description:
    "A UUID version 7 of yours. The same request again under it changes nothing and finds what the first one made",
});
const MAX_ID = 200;
const textOf = (maxLength: number) => ({ maxLength });

export const startInput = z.object({
  departmentId: z.uuid("invalid"),
  externalId: requiredLine(MAX_ID).meta({
    ...textOf(MAX_ID),
    description: "What you call the visitor: a number of your customer",
  }),
  clientId,
  name: startChatInput.shape.name.meta(textOf(VISITOR_NAME_MAX)),
  email: startChatInput.shape.email,
  phone: startChatInput.shape.phone,
  body: startChatInput.shape.body.meta({ ...textOf(MESSAGE_BODY_MAX), description: "The first message" }),
  locale: z.enum(WIDGET_LOCALES, "choice").default("en").meta({ description: "The visitor's language" }),
  consent: startChatInput.shape.consent.meta({
    description: "Version of the consent that the visitor gave, where one is asked for",
  }),
  page: startChatInput.shape.page,
});
export type StartInput = z.infer<typeof startInput>;

const body = messageBody.meta(textOf(MESSAGE_BODY_MAX));
export const messageInput = z.object({
  clientId,
  body,
  reopen: z.boolean("invalid").optional().meta({ description: "A closed chat goes on, within 24 hours of its end" }),
});
export const answerInput = z.object({
  clientId,
  body,
  operatorId: z.uuid("invalid").meta({ description: "Who answers" }),
  epoch: z.int("invalid").min(1, "invalid").optional().meta({
    description: "Of the chat as you have seen it: with it a chat that waits, or a colleague's, becomes the operator's",
  }),
});

const digits = z
  .string()
  .regex(/^\d{1,10}$/, "invalid")
  .transform(Number);
export const limitParam = digits
  .transform((count) => Math.min(Math.max(count, 1), PAGE_MAX))
  .default(PAGE_DEFAULT)
  .meta({
    type: "integer",
    initial: PAGE_DEFAULT,
    minimum: 1,
    maximum: PAGE_MAX,
    description: "How many; more are never given",
  });
export const afterParam = digits
  .pipe(z.number().max(2_147_483_647, "invalid"))
  .default(0)
  .meta({ type: "integer", initial: 0, minimum: 0, description: "Only what came after this number" });
export const cursorParam = z.uuid("invalid").optional().meta({ description: "`next` of the page before" });
