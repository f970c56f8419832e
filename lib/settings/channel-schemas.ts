import { z } from "zod";
import { CHANNEL_TOKEN_MAX, type ChannelFailure, type ChannelType, TOKEN_TYPES } from "@/lib/channels/rules";
import { requiredLine } from "@/lib/text";
import { ownCloseIdleMinutes, WEIGHT_MAX } from "./schemas";
import { wholeNumber } from "./whole-number";

/** Characters (UTF-16 units). */
export const CHANNEL_NAME_MAX = 80;

/** What an admin sets of a channel. */
export const channelInput = z.object({
  name: requiredLine(CHANNEL_NAME_MAX),
  // A chat without weight would fit everybody, however full.
  weight: wholeNumber({ min: 1, max: WEIGHT_MAX }),
  closeIdleAfterMinutes: ownCloseIdleMinutes,
});
export type ChannelInput = z.infer<typeof channelInput>;
export type ChannelFormValues = z.input<typeof channelInput>;

/** The same of a channel of another service. */
export const serviceChannelInput = channelInput.extend({
  /** Of a channel that is there it stays what it is. */
  type: z.enum(TOKEN_TYPES, "choice"),
  /** Empty: the stored one stays. */
  token: z.string("required").trim().max(CHANNEL_TOKEN_MAX, "tooLong"),
  /** Empty: the visitor chooses. */
  departmentId: z.union([z.uuid(), z.literal("")], "choice").transform((id) => id || null),
});
export type ServiceChannelInput = z.infer<typeof serviceChannelInput>;

export const newChannelInput = serviceChannelInput.extend({
  token: serviceChannelInput.shape.token.min(1, "required"),
});
export type NewChannelInput = z.infer<typeof newChannelInput>;
export type NewChannelFormValues = z.input<typeof newChannelInput>;
export type ServiceChannelFormValues = z.input<typeof serviceChannelInput>;

export type ChannelDto = ChannelInput & {
  id: string;
  type: ChannelType;
  active: boolean;
  /** Null: the visitor chooses. */
  departmentId: string | null;
  departmentName: string | null;
  openChats: number;
  /** Where people find us in the service; null for the web widget. */
  link: string | null;
  /** How it hears of what happens: it is told, or it asks; null: not yet. */
  receives: "webhook" | "poll" | null;
  /** What is wrong with it, and since when. Instants are ISO 8601. */
  failure: ChannelFailure | null;
  failedAt: string | null;
  lastReceivedAt: string | null;
  lastSentAt: string | null;
  /** What was not taken within a day, because too much came at once. */
  refused: number;
  /** Mails that came in without their files within a day. */
  bare: number;
};

export const channelFormValues = ({ name, weight, closeIdleAfterMinutes }: ChannelInput): ChannelFormValues => ({
  name,
  weight: String(weight),
  closeIdleAfterMinutes: closeIdleAfterMinutes === null ? "" : String(closeIdleAfterMinutes),
});

/** Of a channel that is there, or of a new one. The token is never among what is shown. */
export const serviceChannelFormValues = (channel: ChannelDto | null): NewChannelFormValues => ({
  ...channelFormValues(channel ?? { name: "", weight: 1, closeIdleAfterMinutes: null }),
  type: "telegram",
  token: "",
  departmentId: channel?.departmentId ?? "",
});
