import { eq, sql } from "drizzle-orm";
import { company, departments } from "@/db/schema";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { membersMustReload } from "@/lib/departments/inbox-events";
import { notFound } from "@/lib/errors";
import { type Consent, isDefaultForm, type TextsByLocale } from "./rules";
import type { AppearanceInput } from "./schemas";

/**
 * Changes how the company's widget looks and what it says and asks. New words or another link of the consent make a new
 * version of it, so that each chat keeps what its visitor has read.
 * @throws DomainError `forbidden`, `not_found` before the installation is prepared.
 */
export async function updateCompanyAppearance(ctx: Context, input: AppearanceInput): Promise<void> {
  assertManagesDepartments(ctx.actor);
  const { color, greeting, texts, look, proactive, consent, mailsTranscripts } = input;
  await commit(ctx, async (tx) => {
    // Locked: two admins who change the consent at once must not make one version of two texts.
    const [before] = await tx.select({ consent: company.consent }).from(company).for("update");
    if (!before) throw notFound();
    await tx.update(company).set({
      color,
      greeting,
      texts,
      look,
      proactive,
      consent: nextConsent(before.consent, consent),
      mailsTranscripts,
    });
  });
}

/**
 * The same for a department's own snippet and its form.
 * @throws DomainError `forbidden`, `not_found`.
 * Emits `inbox.changed` to the members, who see its colour.
 */
export async function updateDepartmentAppearance(
  ctx: Context,
  departmentId: string,
  { color, greeting, texts, ownLook, look, ownProactive, proactive, form, verifiedOnly }: AppearanceInput,
): Promise<void> {
  assertManagesDepartments(ctx.actor);
  await commit(ctx, async (tx, emit) => {
    const changed = await tx
      .update(departments)
      .set({
        color,
        greeting,
        texts,
        look: ownLook ? look : null,
        proactive: ownProactive ? proactive : null,
        form: isDefaultForm(form) ? null : form,
        verifiedOnly,
        updatedAt: sql`now()`,
      })
      .where(eq(departments.id, departmentId))
      .returning({ id: departments.id });
    if (changed.length === 0) throw notFound();
    for (const event of await membersMustReload(tx, departmentId)) emit(event);
  });
}

/** The consent as it is stored next; its version grows with every other text or link, and never shrinks. */
export function nextConsent(before: Consent | null, input: Omit<Consent, "version">): Consent {
  const isSame = before !== null && before.link === input.link && areSameTexts(before.texts, input.texts);
  return { ...input, version: isSame ? before.version : (before?.version ?? 0) + 1 };
}

const areSameTexts = (one: TextsByLocale, other: TextsByLocale) => {
  const locales = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...locales].every((locale) => one[locale] === other[locale]);
};
