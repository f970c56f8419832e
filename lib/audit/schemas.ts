import { z } from "zod";
import { isCalendarDate } from "@/lib/hours/rules";
import { timeZoneName } from "@/lib/hours/schemas";
import type { Changes } from "./rules";

/** Everything that is accounted for, by what it is done to; the first part of a name is its kind. */
export const AUDIT_ACTIONS = [
  "company.set_up",
  "company.updated",
  "company.appearance_changed",
  "company.key_rotated",
  "identity_secret.rotated",
  "identity_secret.removed",
  "department.created",
  "department.updated",
  "department.appearance_changed",
  "department.hours_changed",
  "department.routing_changed",
  "department.members_changed",
  "department.logo_changed",
  "department.tone_changed",
  "department.tag_duty_changed",
  "department.key_rotated",
  "department.reordered",
  "department.deleted",
  "operator.updated",
  "operator.capacity_changed",
  "operator.picture_changed",
  "operator.profile_changed",
  "operator.deactivated",
  "operator.reactivated",
  "operator.password_changed",
  "operator.sessions_ended",
  "invitation.created",
  "invitation.renewed",
  "invitation.revoked",
  "invitation.accepted",
  "settings.updated",
  "maintenance.switched",
  "channel.added",
  "channel.updated",
  "channel.switched",
  "reply.created",
  "reply.updated",
  "reply.deleted",
  "tag.created",
  "tag.updated",
  "tag.merged",
  "tag.deleted",
  "review_card.updated",
  "crm.connected",
  "crm.disconnected",
  "webhook.created",
  "webhook.changed",
  "webhook.deleted",
  "webhook.stopped",
  "webhook_secret.rotated",
  "api_key.created",
  "api_key.replaced",
  "api_key.revoked",
  "visitor.erased",
  "visitor.exported",
  "visitor.blocked",
  "visitor.unblocked",
  "retention.updated",
  "retention.deleted",
  "audit.exported",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What entries are about, as a filter offers them. */
export const AUDIT_KINDS = [
  "company",
  "identity_secret",
  "department",
  "operator",
  "invitation",
  "settings",
  "maintenance",
  "channel",
  "reply",
  "tag",
  "review_card",
  "crm",
  "webhook",
  "webhook_secret",
  "api_key",
  "visitor",
  "retention",
  "audit",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export const isAuditAction = (action: string): action is AuditAction => AUDIT_ACTIONS.some((known) => known === action);

export const AUDIT_PAGE = 50;

/** A form sends every field, the ones that nobody filled in as well. */
const orNothing = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (given === "" ? undefined : given), schema.optional());

const date = z.string("invalid").refine(isCalendarDate, "invalid");

/** Which entries somebody wants to see. `from` and `to` are whole days of the time zone, both included. */
export const auditQuery = z.object({
  /** An operator's id, or everybody of another kind. */
  who: orNothing(z.union([z.uuid(), z.enum(["system", "visitor"])], "invalid")),
  kind: orNothing(z.enum(AUDIT_KINDS, "invalid")),
  subject: orNothing(z.uuid("invalid")),
  from: orNothing(date),
  to: orNothing(date),
  zone: orNothing(timeZoneName).default("UTC"),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export type AuditEntryDto = {
  id: string;
  /** Of a later version of the product it may be none of `AUDIT_ACTIONS`. */
  action: string;
  /** ISO 8601. */
  createdAt: string;
  /** `name` is empty for visitors. */
  actor: { type: "visitor" | "operator" | "system" | "key"; id: string | null; name: string };
  /** The id is null where there is one of it only, such as the company; the name is empty for visitors. */
  subject: { id: string | null; name: string };
  changes: Changes;
  data: Record<string, number | string | boolean>;
};

/** One page of the log. `names`: of departments and operators that stand in it by their ids, as they are called now. */
export type AuditPage = { entries: AuditEntryDto[]; hasMore: boolean; names: Record<string, string> };

export type AuditPerson = { id: string; name: string };
