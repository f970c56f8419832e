import { z } from "zod";
import { ERROR_STATUS, type ErrorCode } from "@/lib/errors";
import {
  answerInput,
  chatDto,
  chatPage,
  departmentDto,
  departmentList,
  messageDto,
  messageInput,
  messagePage,
  operatorDto,
  operatorPage,
  sentMessage,
  startedChat,
  startInput,
  transcriptDto,
} from "@/lib/public-api/schemas";
import { createdWebhook, publicWebhookDto, publicWebhookInput, webhookList } from "@/lib/public-api/webhook-schemas";

const CODES = [...(Object.keys(ERROR_STATUS) as ErrorCode[]), "unexpected"] as const;

export const errorDto = z.object({
  unavailable: z.literal(true).optional().meta({ description: "Nothing can be taken now: send it again later" }),
  error: z.object({
    code: z.enum(CODES).meta({ description: "For your program; it never changes" }),
    message: z.string().meta({ description: "For people who read logs; it may change" }),
    fields: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: "What is wrong, by field: `required`, `tooLong` …" }),
    data: z.record(z.string(), z.unknown()).optional().meta({ description: "More to act on, such as a state" }),
  }),
});

/** What is answered, by its name in the document. */
export const ANSWERS: Record<string, z.ZodType> = {
  Department: departmentDto,
  DepartmentList: departmentList,
  Operator: operatorDto,
  OperatorPage: operatorPage,
  Chat: chatDto,
  ChatPage: chatPage,
  StartedChat: startedChat,
  Message: messageDto,
  MessagePage: messagePage,
  SentMessage: sentMessage,
  Transcript: transcriptDto,
  Webhook: publicWebhookDto,
  WebhookList: webhookList,
  CreatedWebhook: createdWebhook,
  Error: errorDto,
};

/** What is sent, by its name in the document. */
export const BODIES: Record<string, z.ZodType> = {
  StartChat: startInput,
  SendMessage: messageInput,
  AnswerChat: answerInput,
  CreateWebhook: publicWebhookInput,
};
