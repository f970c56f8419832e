import { and, eq, isNull, sql } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { mailOutbox, operators, webhooks } from "@/db/schema";
import type { Database } from "@/db/types";
import { noteEntry } from "@/lib/audit/note-entry";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n/locales";
import { type AppMessages, loadMessages } from "@/lib/i18n/messages";
import type { WebhookStop } from "./rules";

type Stopped = { id: string; name: string; url: string };

/**
 * Switches a webhook off because of what its receiver answers, and writes to every admin, where mail goes out; its page
 * says so in any case. What waits to be sent goes on waiting, and is sent if somebody switches it on again in time.
 */
export async function stopWebhook(
  { db, isMailConfigured }: { db: Database; isMailConfigured: boolean },
  { id, name, url }: Stopped,
  reason: Exclude<WebhookStop, "admin">,
): Promise<void> {
  await db.transaction(async (tx) => {
    const stopped = await tx
      .update(webhooks)
      .set({ disabledAt: sql`now()`, disabledReason: reason })
      .where(and(eq(webhooks.id, id), isNull(webhooks.disabledAt)))
      .returning({ id: webhooks.id });
    // Somebody else was faster, and has written.
    if (stopped.length === 0) return;
    const actor = { type: "system", job: "send-due-webhooks" } as const;
    await noteEntry(tx, actor, { action: "webhook.stopped", subject: id, subjectName: name, data: { reason } });
    if (!isMailConfigured) return;
    const admins = await tx
      .select({ email: operators.email, locale: operators.locale })
      .from(operators)
      .where(and(eq(operators.role, "admin"), isNull(operators.deactivatedAt)));
    const mails = admins.map(({ email, locale }) => ({ to: email, ...wordMail({ name, url, reason, locale }) }));
    if (mails.length > 0) await tx.insert(mailOutbox).values(mails);
  });
}

type Words = { name: string; url: string; reason: "failing" | "gone"; locale: string | null };

function wordMail({ name, url, reason, locale: asked }: Words): { subject: string; body: string } {
  const locale = isLocale(asked) ? asked : DEFAULT_LOCALE;
  const messages = loadMessages(locale);
  const t = createTranslator<AppMessages, "webhooks.mail">({ locale, messages, namespace: "webhooks.mail" });
  return {
    subject: t("subject", { name }),
    body: [t(reason, { name, url: new URL(url).host }), "", t("whatNow")].join("\n"),
  };
}
