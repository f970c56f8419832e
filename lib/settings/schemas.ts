import { z } from "zod";
import { CHANNEL_TYPES, type ChannelType } from "@/lib/channels/rules";
import { crmAddress } from "@/lib/crm/schemas";
import { byWidgetLocale, type WidgetLocale } from "@/lib/i18n/locales";
import { LINE_MAX, PERSON_NAME_MAX } from "@/lib/operators/schemas";
import { ALERT_MINUTES_MIN } from "@/lib/supervision/rules";
import { lineOfText, linesOfText, requiredLine } from "@/lib/text";
import {
  type ChatRules,
  CLOSE_IDLE_MINUTES_MIN,
  DEFAULT_NOTICE_TEXTS,
  REASSIGN_MINUTES_MIN,
  RULE_MINUTES_MAX,
} from "./rules";
import { minutesBetween, optionalWholeNumber, wholeNumber } from "./whole-number";

/** Lengths in characters (UTF-16 units). */
export const LOGIN_MAX = 200;
export const CRM_PASSWORD_MAX = 200;
export const NOTICE_TEXT_MAX = 500;

export const MISSES_MAX = 20;
export const MAX_LOAD_MAX = 1000;
export const WEIGHT_MAX = 100;
/** Departments of one operator. */
const LINES_MAX = 500;

/** Idle time of a department or a channel that sets its own; null: the company's. */
export const ownCloseIdleMinutes = optionalWholeNumber(minutesBetween(CLOSE_IDLE_MINUTES_MIN, RULE_MINUTES_MAX));
/** The same for the reassignment of a department. */
export const ownReassignMinutes = optionalWholeNumber(minutesBetween(REASSIGN_MINUTES_MIN, RULE_MINUTES_MAX));

/** After how many minutes the supervisors of a department are alerted. */
export const ownAlertMinutes = optionalWholeNumber(minutesBetween(ALERT_MINUTES_MIN, RULE_MINUTES_MAX));

/** Kept as typed: spaces belong to a password. Half of a surrogate pair would come back as another character. */
const password = z
  .string("required")
  .max(CRM_PASSWORD_MAX, "tooLong")
  .refine((text) => text.isWellFormed(), "controlCharacters");

/** An empty text, or the product's own, is stored as none: a later wording of the product then takes its place. */
const noticeText = (locale: WidgetLocale) =>
  linesOfText(NOTICE_TEXT_MAX)
    .transform((text) => (text === DEFAULT_NOTICE_TEXTS[locale] ? "" : text))
    .default("");

/** What an admin sets on the page «Chat settings». */
export const chatSettingsInput = z.object({
  /** Empty: no CRM. */
  crmAddress,
  login: lineOfText(LOGIN_MAX),
  /** Empty: the stored one stays. */
  password,
  removePassword: z.boolean("required"),
  closeIdle: z.boolean("required"),
  closeIdleAfterMinutes: wholeNumber(minutesBetween(CLOSE_IDLE_MINUTES_MIN, RULE_MINUTES_MAX)),
  reassign: z.boolean("required"),
  reassignAfterMinutes: wholeNumber(minutesBetween(REASSIGN_MINUTES_MIN, RULE_MINUTES_MAX)),
  missesUntilAway: wholeNumber({ min: 1, max: MISSES_MAX }),
  alertAfterMinutes: wholeNumber(minutesBetween(ALERT_MINUTES_MIN, RULE_MINUTES_MAX)),
  notice: z.boolean("required"),
  noticeTexts: z.object(byWidgetLocale(noticeText), "required"),
});
export type ChatSettingsInput = z.infer<typeof chatSettingsInput>;
/** The same as a form holds it: numbers as typed. */
export type ChatSettingsFormValues = z.input<typeof chatSettingsInput>;

/** The settings without the password, which nobody reads back. */
export type ChatSettingsDto = ChatRules & {
  crmAddress: string;
  login: string;
  hasPassword: boolean;
  missesUntilAway: number;
  alertAfterMinutes: number;
  /** By language; a language without a text gets the product's own. */
  noticeTexts: Record<string, string>;
};

/** Whether maintenance mode is on, since when, and until when it is planned. Instants are ISO 8601. */
export type MaintenanceDto = { since: string; until: string | null } | null;

/** The stored settings as the form shows them: the texts as visitors read them, and never a password. */
export const chatSettingsFormValues = (settings: ChatSettingsDto): ChatSettingsFormValues => ({
  crmAddress: settings.crmAddress,
  login: settings.login,
  password: "",
  removePassword: false,
  closeIdle: settings.closeIdle,
  closeIdleAfterMinutes: String(settings.closeIdleAfterMinutes),
  reassign: settings.reassign,
  reassignAfterMinutes: String(settings.reassignAfterMinutes),
  missesUntilAway: String(settings.missesUntilAway),
  alertAfterMinutes: String(settings.alertAfterMinutes),
  notice: settings.notice,
  noticeTexts: byWidgetLocale((locale) => settings.noticeTexts[locale] || DEFAULT_NOTICE_TEXTS[locale]),
});

/** Maintenance mode on or off, and its planned end; null: none is known. */
export const maintenanceInput = z.object({
  isOn: z.boolean("required"),
  until: z.iso
    .datetime({ error: "date" })
    .nullable()
    .transform((text) => (text === null ? null : new Date(text))),
});
export type MaintenanceInput = z.infer<typeof maintenanceInput>;
export type MaintenanceFormValues = z.input<typeof maintenanceInput>;

/** What an admin sets of an operator's work: how much at once, from where, and in which order. What is not given stays. */
export const operatorCapacityInput = z.object({
  /** What visitors and colleagues read. */
  name: requiredLine(PERSON_NAME_MAX).optional(),
  /** In departments that they belong to; others are passed over. */
  lines: z
    .array(z.object({ departmentId: z.uuid("choice"), line: wholeNumber({ min: 1, max: LINE_MAX }) }))
    .max(LINES_MAX, "tooMany")
    .optional(),
  maxLoad: wholeNumber({ min: 0, max: MAX_LOAD_MAX }),
  channelTypes: z
    .array(z.enum(CHANNEL_TYPES, "choice"), "required")
    .min(1, "required")
    .max(CHANNEL_TYPES.length, "choice")
    .transform((types) => CHANNEL_TYPES.filter((type) => types.includes(type))),
});
export type OperatorCapacityInput = z.infer<typeof operatorCapacityInput>;
export type OperatorCapacityFormValues = z.input<typeof operatorCapacityInput>;

/** An operator with what they can take and what they have. */
export type OperatorCapacityDto = {
  id: string;
  name: string;
  /** Null: their initials. */
  pictureUrl: string | null;
  /** Whether they may sign in, and therefore take a seat. */
  isActive: boolean;
  maxLoad: number;
  channelTypes: ChannelType[];
  /** Weights and number of their open, not-held chats. */
  load: number;
  openChats: number;
  memberships: { departmentId: string; departmentName: string; line: number }[];
};

export const operatorCapacityFormValues = ({
  name,
  maxLoad,
  channelTypes,
  memberships,
}: OperatorCapacityDto): OperatorCapacityFormValues => ({
  name,
  maxLoad: String(maxLoad),
  channelTypes,
  lines: memberships.map(({ departmentId, line }) => ({ departmentId, line: String(line) })),
});

export const FINDING_KINDS = [
  "noOperators",
  "allLoadZero",
  "neverOpens",
  "overflowCircle",
  "overflowDisabled",
  "overflowHidden",
  "snippetNotSeen",
  "mailNotConfigured",
  "noDepartment",
  "loadZero",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];
export type FindingPlace = { type: "department" | "operator"; id: string };

/** One result of the configuration check. */
export type Finding = {
  kind: FindingKind;
  /** `note`: may be as it should; `problem`: keeps chats from being answered. */
  severity: "problem" | "note";
  place: FindingPlace;
  /** Of the department or the operator. */
  name: string;
  /** Names of the departments that an overflow leads to, in their order. */
  others: string[];
};
