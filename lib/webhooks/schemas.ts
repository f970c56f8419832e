import { z } from "zod";
import { requiredLine } from "@/lib/text";
import {
  WEBHOOK_EVENTS,
  WEBHOOK_NAME_MAX,
  WEBHOOK_URL_MAX,
  type WebhookDeliveryType,
  type WebhookEventType,
  type WebhookFailureKind,
  type WebhookStop,
} from "./rules";

/** Departments that one webhook can be limited to. */
const DEPARTMENTS_MAX = 200;

export const webhookInput = z.object({
  name: requiredLine(WEBHOOK_NAME_MAX),
  /** What is wrong with an address beyond its length depends on the installation (`problemOfUrl`). */
  url: requiredLine(WEBHOOK_URL_MAX),
  events: z
    .array(z.enum(WEBHOOK_EVENTS, "choice"))
    .min(1, "webhookEvents")
    .max(WEBHOOK_EVENTS.length, "choice")
    .transform((events) => [...new Set(events)]),
  /** Null: of all departments. */
  departmentIds: z.array(z.uuid("choice")).min(1, "webhookDepartments").max(DEPARTMENTS_MAX, "tooMany").nullable(),
  isEnabled: z.boolean(),
});
export type WebhookInput = z.infer<typeof webhookInput>;

export type WebhookDto = {
  id: string;
  name: string;
  url: string;
  events: WebhookEventType[];
  departmentIds: string[] | null;
  /** Why it is off; null: it is on. */
  disabledReason: WebhookStop | null;
  /** The first failure since the last success. */
  failingSince: string | null;
  /** The secret before the present one signs as well until then. */
  previousUntil: string | null;
  /** Deliveries that wait for their first or a further attempt. */
  waiting: number;
  lastDeliveredAt: string | null;
};

/** One attempt of a delivery: when, and what it met. */
export type AttemptDto = {
  number: number;
  /** ISO 8601. */
  at: string;
  /** It has begun and may still end. */
  isUnderWay: boolean;
  durationMs: number | null;
  responseStatus: number | null;
  /** The beginning of the answer. */
  responseText: string | null;
  /** Null: the receiver has taken it. */
  failure: WebhookFailureKind | null;
  /** What the network said, in its own words. */
  error: string | null;
};

export type DeliveryDto = {
  id: string;
  eventId: string;
  type: WebhookDeliveryType;
  state: "waiting" | "delivered" | "failed";
  attempts: number;
  /** The last ones, newest first. */
  made: AttemptDto[];
  createdAt: string;
  /** Of one that waits: not before. */
  dueAt: string;
  durationMs: number | null;
  responseStatus: number | null;
  failure: WebhookFailureKind | null;
  /** The body as it is sent, with line breaks. */
  payload: string;
};

export type DeliveryPage = { deliveries: DeliveryDto[]; hasMore: boolean };

/** How a test or a resent delivery ended; `failure` null: the receiver has taken it. */
export type SentDto = { failure: WebhookFailureKind | null; status: number | null };
