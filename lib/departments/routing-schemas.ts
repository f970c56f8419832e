import { z } from "zod";
import { byWidgetLocale } from "@/lib/i18n/locales";
import { LINE_MAX } from "@/lib/operators/schemas";
import { REASSIGN_MINUTES_MIN, RULE_MINUTES_MAX } from "@/lib/settings/rules";
import { ownAlertMinutes, ownCloseIdleMinutes, ownReassignMinutes } from "@/lib/settings/schemas";
import { minutesBetween, optionalWholeNumber } from "@/lib/settings/whole-number";
import { emailAddress, isBlank, linesOfText } from "@/lib/text";

export const STRATEGIES = ["automatic", "round_robin", "manual"] as const;

/** Characters (UTF-16 units) of a text for visitors whom nobody can answer. */
export const AWAY_TEXT_MAX = 500;
/** Days, chats: far above what anybody sets, and the same for all, so that there is one number to remember. */
export const ROUTING_NUMBER_MAX = RULE_MINUTES_MAX;
/** What the form begins with when somebody switches "returning visitor first" on. */
export const USUAL_RETURNING_DAYS = 30;
export const USUAL_OVERFLOW_MINUTES = 5;
const MEMBERS_MAX = 2000;

const minutes = optionalWholeNumber(minutesBetween(REASSIGN_MINUTES_MIN, RULE_MINUTES_MAX));

/** A rule of the company that a department may switch otherwise: null is the company's value. */
const OWN_SWITCH = { "": null, on: true, off: false } as const;
const ownSwitch = z.enum(["", "on", "off"], "choice").transform((choice) => OWN_SWITCH[choice]);
const shownSwitch = (value: boolean | null) => (value === null ? "" : value ? "on" : "off");

const optionalEmail = z
  .string("required")
  .transform((text) => (isBlank(text) ? null : text))
  .pipe(emailAddress.nullable());

const optionalId = z
  .string("required")
  .transform((text) => (text === "" ? null : text))
  .pipe(z.uuid("choice").nullable());

/**
 * How a department gives its chats to operators, as a form holds it; what comes out are the columns of its row.
 * What belongs to a rule that is switched off is dropped. Whether an overflow leads in a circle only the database knows:
 * see `updateRouting`.
 */
export const routingInput = z
  .object({
    strategy: z.enum(STRATEGIES, "choice"),
    returningVisitor: z.boolean("required"),
    returningVisitorDays: optionalWholeNumber({ min: 1, max: ROUTING_NUMBER_MAX }),
    queueLimitChats: optionalWholeNumber({ min: 0, max: ROUTING_NUMBER_MAX }),
    queueLimitMinutes: minutes,
    overflowDepartmentId: optionalId,
    overflowAfterMinutes: minutes,
    offlineEmail: optionalEmail,
    awayTexts: z.object(
      byWidgetLocale(() => linesOfText(AWAY_TEXT_MAX).default("")),
      "required",
    ),
    closeIdle: ownSwitch,
    closeIdleAfterMinutes: ownCloseIdleMinutes,
    reassign: ownSwitch,
    reassignAfterMinutes: ownReassignMinutes,
    notice: ownSwitch,
    alertAfterMinutes: ownAlertMinutes,
  })
  .superRefine(({ returningVisitor, returningVisitorDays, overflowDepartmentId, overflowAfterMinutes }, context) => {
    const require = (path: string) => context.addIssue({ code: "custom", path: [path], message: "required" });
    if (returningVisitor && returningVisitorDays === null) require("returningVisitorDays");
    if (overflowDepartmentId !== null && overflowAfterMinutes === null) require("overflowAfterMinutes");
  })
  .transform(({ returningVisitor, returningVisitorDays, overflowAfterMinutes, awayTexts, ...same }) => ({
    ...same,
    returningVisitorDays: returningVisitor ? returningVisitorDays : null,
    overflowAfterMinutes: same.overflowDepartmentId === null ? null : overflowAfterMinutes,
    awayTexts: withoutBlanks(awayTexts),
  }));
export type RoutingInput = z.infer<typeof routingInput>;
/** The same as a form holds it: numbers as typed. */
export type RoutingFormValues = z.input<typeof routingInput>;

const withoutBlanks = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => !isBlank(text)));

const shownNumber = (value: number | null) => (value === null ? "" : String(value));

/** A department's or an input's routing as a form shows it. */
export const routingFormValues = (routing: RoutingInput): RoutingFormValues => ({
  strategy: routing.strategy,
  returningVisitor: routing.returningVisitorDays !== null,
  returningVisitorDays: shownNumber(routing.returningVisitorDays),
  queueLimitChats: shownNumber(routing.queueLimitChats),
  queueLimitMinutes: shownNumber(routing.queueLimitMinutes),
  overflowDepartmentId: routing.overflowDepartmentId ?? "",
  overflowAfterMinutes: shownNumber(routing.overflowAfterMinutes),
  offlineEmail: routing.offlineEmail ?? "",
  awayTexts: byWidgetLocale((locale) => routing.awayTexts[locale] ?? ""),
  closeIdle: shownSwitch(routing.closeIdle),
  closeIdleAfterMinutes: shownNumber(routing.closeIdleAfterMinutes),
  reassign: shownSwitch(routing.reassign),
  reassignAfterMinutes: shownNumber(routing.reassignAfterMinutes),
  notice: shownSwitch(routing.notice),
  alertAfterMinutes: shownNumber(routing.alertAfterMinutes),
});

/** All members of a department with their lines; each operator once. */
export const departmentMembersInput = z
  .array(
    z.object({
      operatorId: z.uuid("invalid"),
      line: z.int("invalid").min(1, "invalid").max(LINE_MAX, "invalid"),
    }),
  )
  .max(MEMBERS_MAX, "invalid")
  .refine((all) => new Set(all.map((one) => one.operatorId)).size === all.length, "invalid");
export type DepartmentMembersInput = z.infer<typeof departmentMembersInput>;

/** Where an overflow can lead, or what a page can be about. */
export type DepartmentChoiceDto = { id: string; name: string; hidden: boolean; disabled: boolean };

/** An active operator who can be made a member. */
export type OperatorChoiceDto = { operatorId: string; name: string };
