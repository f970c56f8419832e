import { and, asc, eq, sql } from "drizzle-orm";
import { company, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import {
  type Consent,
  type FormFields,
  type Proactive,
  storedLook,
  type TextsByLocale,
  type WidgetLook,
  type WidgetTexts,
} from "@/lib/appearance/rules";

export type EmbedDepartment = {
  id: string;
  name: string;
  description: string;
  color: string;
  logoUrl: string | null;
  greeting: string;
  /** By language, where it differs from `greeting`. */
  greetings: TextsByLocale;
  /** Null: the product's own form. */
  form: FormFields | null;
  verifiedOnly: boolean;
};

/** What a public key opens: the company's visible departments, or exactly one department. */
export type EmbedTarget = {
  kind: "company" | "department";
  key: string;
  companyName: string;
  color: string;
  greeting: string;
  texts: WidgetTexts;
  look: WidgetLook;
  proactive: Proactive[];
  consent: Consent | null;
  mailsTranscripts: boolean;
  /** Hosts that may carry the snippet; empty means any. */
  allowedDomains: string[];
  departments: EmbedDepartment[];
};

/** Whether a text can be a snippet's key at all. */
export const isKeyShaped = (text: string) => /^[A-Za-z0-9_-]{16,64}$/.test(text);

export const logoUrl = (logoId: string | null) => (logoId ? `/logos/${logoId}.webp` : null);

const embedColumns = {
  id: departments.id,
  name: departments.name,
  description: departments.description,
  color: departments.color,
  logoId: departments.logoId,
  greeting: departments.greeting,
  allowedDomains: departments.allowedDomains,
  look: departments.look,
  texts: departments.texts,
  proactive: departments.proactive,
  form: departments.form,
  verifiedOnly: departments.verifiedOnly,
};

/**
 * Looks up a snippet's key. Null for an unknown key, a rotated one and that of a disabled department: callers answer all
 * three alike. A hidden department is never listed for the company's key.
 */
export async function findEmbedTarget(db: Db, key: string): Promise<EmbedTarget | null> {
  if (!isKeyShaped(key)) return null;
  const [owner] = await db.select().from(company).where(eq(company.id, 1));
  const isCompany = owner?.key === key;
  const rows = await db
    .select(embedColumns)
    .from(departments)
    .where(and(eq(departments.disabled, false), isCompany ? eq(departments.hidden, false) : eq(departments.key, key)))
    .orderBy(asc(departments.position), sql`lower(${departments.name})`, asc(departments.id));
  const [only] = rows;
  const face = isCompany ? owner : only;
  if (!face) return null;
  const listed = rows.map(({ logoId, allowedDomains: _, look: __, proactive: ___, texts, ...rest }) => ({
    ...rest,
    greetings: texts?.greeting ?? {},
    logoUrl: logoUrl(logoId),
  }));
  const own = isCompany ? undefined : only;
  return {
    kind: isCompany ? "company" : "department",
    key,
    companyName: owner?.name ?? "",
    color: face.color,
    greeting: face.greeting,
    texts: {
      greeting: face.texts?.greeting ?? {},
      // A launcher has a name in every language: the department's words come before the company's, language by language.
      launcher: { ...owner?.texts?.launcher, ...own?.texts?.launcher },
    },
    look: storedLook(own?.look ?? owner?.look),
    proactive: own?.proactive ?? owner?.proactive ?? [],
    consent: owner?.consent ?? null,
    mailsTranscripts: owner?.mailsTranscripts ?? false,
    allowedDomains: face.allowedDomains,
    departments: listed,
  };
}

/**
 * The department that a chat started with `key` goes to, locked against being hidden, disabled or deleted until the
 * transaction ends. Null when the key does not lead there, whatever the reason.
 */
export async function lockDepartmentForStart(
  db: Db,
  key: string,
  departmentId: string | undefined,
): Promise<{ id: string; name: string; form: FormFields | null } | null> {
  const target = await findEmbedTarget(db, key);
  if (!target) return null;
  const listed = target.departments;
  const chosen =
    departmentId === undefined && listed.length === 1 ? listed[0] : listed.find(({ id }) => id === departmentId);
  if (!chosen) return null;
  const [locked] = await db
    .select({ id: departments.id, name: departments.name, form: departments.form })
    .from(departments)
    .where(
      and(
        eq(departments.id, chosen.id),
        eq(departments.disabled, false),
        // The flags may have changed between the two reads: the locked row decides.
        target.kind === "company" ? eq(departments.hidden, false) : eq(departments.key, key),
      ),
    )
    .for("share");
  return locked ?? null;
}
