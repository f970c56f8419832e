import { sql } from "drizzle-orm";
import { chatSettings } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertCrmAddress } from "@/lib/crm/assert-address";
import { DomainError, notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { recheckOpenChats } from "./recheck-open-chats";
import { movesClocks } from "./rules";
import type { ChatSettingsInput } from "./schemas";
import { sealSecret } from "./secret-box";

type Options = {
  /** Encrypts the password. */
  authSecret: string;
  /** Whether the CRM may be in the network of this machine. */
  allowsPrivateCrm: boolean;
};

/**
 * Stores the settings of chats. They hold from the commit on: routing reads them with every decision, and clocks that
 * are armed already are set anew by the next tick. Of two admins at once the later one wins. A typed password replaces
 * the stored one, encrypted; without one it stays, unless it is to be removed. It was given for one CRM: for another address
 * it is asked for again. The connection to the CRM goes on with what it has until Synchronize.
 * @throws DomainError `forbidden`; `invalid` at `crmAddress` or `password`; `not_found` before the database is migrated.
 */
export async function updateChatSettings(
  ctx: Context,
  input: ChatSettingsInput,
  { authSecret, allowsPrivateCrm }: Options,
): Promise<void> {
  assertAdmin(ctx.actor);
  assertCrmAddress(input.crmAddress, allowsPrivateCrm);
  const { password, removePassword, noticeTexts, ...fields } = input;
  await commit(ctx, async (tx) => {
    const [before] = await tx.select().from(chatSettings).for("no key update");
    if (!before) throw notFound();
    const isElsewhere = fields.crmAddress !== "" && fields.crmAddress !== before.crmAddress;
    if (isElsewhere && before.passwordEncrypted && password === "" && !removePassword) {
      const problem = { fields: { password: "crmPasswordAgain" } };
      throw new DomainError("invalid", "The password was given for another address", problem);
    }
    const kept = removePassword ? null : before.passwordEncrypted;
    const change = {
      ...fields,
      passwordEncrypted: password === "" ? kept : sealSecret(password, authSecret),
      noticeTexts: Object.fromEntries(Object.entries(noticeTexts).filter(([, text]) => text !== "")),
    };
    await tx.update(chatSettings).set({ ...change, updatedAt: sql`now()` });
    await noteChange(tx, ctx.actor, {
      action: "settings.updated",
      before: named(before),
      after: named({ ...before, ...change }),
      secrets: ["password"],
    });
    if (movesClocks(before, fields)) await recheckOpenChats(tx);
  });
}

/** The log tells of a password, however it is stored. */
const named = ({ passwordEncrypted, ...row }: typeof chatSettings.$inferSelect) => ({
  ...row,
  password: passwordEncrypted,
});
