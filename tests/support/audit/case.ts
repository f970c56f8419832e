import type { Changes } from "@/lib/audit/rules";
import type { AuditAction } from "@/lib/audit/schemas";
import type { OperatorActor } from "@/lib/context";
import type { TestContext } from "@/tests/support/factories";

export type Admin = TestContext<OperatorActor>;

/** What the log has to say of a command that was run. */
export type Told = {
  changes: Changes;
  /** Who did it, where that is not the admin of the case. */
  by?: { actorId: string; actorName: string };
};

/** A command that changes settings, and what the log has to say of it. */
export type AuditCase = {
  /** File below `lib`, and function. */
  command: string;
  action: AuditAction;
  /** It changes what there is one of: on a database of its own. */
  isFresh?: true;
  act: (admin: Admin) => Promise<Told>;
};

export const from = (before: null | string | number | boolean, after: null | string | number | boolean) => ({
  before,
  after,
});
export const hidden = { isSecret: true } as const;
export const INSTALLATION = "a secret of the tests that is long enough";
