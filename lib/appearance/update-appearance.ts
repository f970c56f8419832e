import { company } from "@/db/schema";
import { noteChange } from "@/lib/audit/note-entry";
import { type Context, commit } from "@/lib/context";
import { assertManagesDepartments } from "@/lib/departments/access";
import { changeDepartment } from "@/lib/departments/change-department";
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
    const [before] = await tx.select().from(company).for("update");
    if (!before) throw notFound();
    const change = {
      color,
      greeting,
      texts,
      look,
      proactive,
      consent: nextConsent(before.consent, consent),
      mailsTranscripts,
    };
    await tx.update(company).set(change);
    const after = { ...before, ...change };
    const note = { action: "company.appearance_changed", subjectName: before.name } as const;
    await noteChange(tx, ctx.actor, { ...note, before, after });
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
    await changeDepartment(tx, ctx.actor, departmentId, "department.appearance_changed", {
      color,
      greeting,
      texts,
      look: ownLook ? look : null,
      proactive: ownProactive ? proactive : null,
      form: isDefaultForm(form) ? null : form,
      verifiedOnly,
    });
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
