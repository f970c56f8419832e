import { sql } from "drizzle-orm";
import { chatSettings } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { assertAdmin } from "@/lib/operators/access";
import { recheckOpenChats } from "./recheck-open-chats";
import { movesClocks } from "./rules";
import type { ChatSettingsInput } from "./schemas";
import { sealSecret } from "./secret-box";

/**
 * Stores the settings of chats. They hold from the commit on: routing reads them with every decision, and clocks that
 * are armed already are set anew by the next tick. Of two admins at once the later one wins. A typed password replaces
 * the stored one, encrypted with `secret`; without one it stays, unless it is to be removed.
 * @throws DomainError `forbidden`; `not_found` before the database is migrated.
 */
export async function updateChatSettings(ctx: Context, input: ChatSettingsInput, secret: string): Promise<void> {
  assertAdmin(ctx.actor);
  const { password, removePassword, noticeTexts, ...fields } = input;
  await commit(ctx, async (tx) => {
    const [before] = await tx.select().from(chatSettings).for("no key update");
    if (!before) throw notFound();
    const kept = removePassword ? null : before.passwordEncrypted;
    await tx.update(chatSettings).set({
      ...fields,
      passwordEncrypted: password === "" ? kept : sealSecret(password, secret),
      noticeTexts: Object.fromEntries(Object.entries(noticeTexts).filter(([, text]) => text !== "")),
      updatedAt: sql`now()`,
    });
    if (movesClocks(before, fields)) await recheckOpenChats(tx);
  });
}
