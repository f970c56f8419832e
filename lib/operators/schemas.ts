import { z } from "zod";
import { LOCALES } from "@/lib/i18n/locales";
import { emailAddress, requiredLine } from "@/lib/text";

export const OPERATOR_ROLES = ["operator", "supervisor", "admin"] as const;
export const operatorRole = z.enum(OPERATOR_ROLES, "invalid");

/** Characters. A long one is better than a wild one (NIST SP 800-63B), so there are no rules about which. */
export const PASSWORD_MIN = 10;
/** Far beyond what people and password managers use; keeps hashing bounded. */
export const PASSWORD_MAX = 200;
export const PERSON_NAME_MAX = 120;
export const COMPANY_NAME_MAX = 120;
/** Lines of a department: line 1 is offered chats first. */
export const LINE_MAX = 9;
const DEPARTMENTS_MAX = 500;

const givenPassword = z.string("required").min(1, "required").max(PASSWORD_MAX, "tooLong");
const newPassword = givenPassword.min(PASSWORD_MIN, `passwordTooShort:${PASSWORD_MIN}`);
const departmentIds = z.array(z.uuid("invalid")).max(DEPARTMENTS_MAX, "invalid");

export const signInInput = z.object({ email: emailAddress, password: givenPassword });
export type SignInInput = z.infer<typeof signInInput>;

export const setupInput = z.object({
  companyName: requiredLine(COMPANY_NAME_MAX),
  name: requiredLine(PERSON_NAME_MAX),
  email: emailAddress,
  password: newPassword,
  withDemo: z.boolean("invalid"),
});
export type SetupInput = z.infer<typeof setupInput>;

export const inviteOperatorInput = z.object({ email: emailAddress, role: operatorRole, departmentIds });
export type InviteOperatorInput = z.infer<typeof inviteOperatorInput>;

export const acceptInvitationInput = z.object({ name: requiredLine(PERSON_NAME_MAX), password: newPassword });
export type AcceptInvitationInput = z.infer<typeof acceptInvitationInput>;

export const membership = z.object({
  departmentId: z.uuid("invalid"),
  line: z.int("invalid").min(1, "invalid").max(LINE_MAX, "invalid"),
});
export const updateOperatorInput = z.object({
  role: operatorRole,
  memberships: z
    .array(membership)
    .max(DEPARTMENTS_MAX, "invalid")
    .refine((all) => new Set(all.map((one) => one.departmentId)).size === all.length, "invalid"),
});
export type UpdateOperatorInput = z.infer<typeof updateOperatorInput>;

/** A null locale follows the browser. */
export const profileInput = z.object({
  name: requiredLine(PERSON_NAME_MAX),
  locale: z.enum(LOCALES, "invalid").nullable(),
});
export type ProfileInput = z.infer<typeof profileInput>;

export const changePasswordInput = z.object({ currentPassword: givenPassword, newPassword });
export type ChangePasswordInput = z.infer<typeof changePasswordInput>;

export type OperatorRole = z.infer<typeof operatorRole>;
export type Membership = z.infer<typeof membership>;
export type DepartmentOption = { id: string; name: string };

/** A row of the list of operators. Instants are ISO 8601, UTC. */
export type OperatorDto = {
  id: string;
  name: string;
  email: string;
  role: OperatorRole;
  memberships: (Membership & { departmentName: string })[];
  pictureUrl: string | null;
  deactivatedAt: string | null;
  lastSeenAt: string | null;
};

/** An invitation that nobody has used yet. Its link is not among this: only its hash is stored. */
export type InvitationDto = {
  id: string;
  email: string;
  role: OperatorRole;
  departments: DepartmentOption[];
  invitedBy: string | null;
  expiresAt: string;
  isExpired: boolean;
};

/** What an admin passes on; shown once, because only a hash of it is stored. */
export type InvitationLink = { email: string; url: string };

/** One signed-in browser; `browser` and `system` are their own names, null when unknown. */
export type SessionDto = {
  id: string;
  isPresent: boolean;
  browser: string | null;
  system: string | null;
  ipAddress: string;
  createdAt: string;
  lastSeenAt: string;
};

export type AccountDto = { name: string; email: string; role: OperatorRole; locale: string | null };
