import { asc, eq, sql } from "drizzle-orm";
import { company, departments } from "@/db/schema";
import type { Db } from "@/db/types";
import { logoUrl } from "@/lib/departments/embed-target";
import { notFound } from "@/lib/errors";
import { DEFAULT_FORM, NO_CONSENT, NO_TEXTS, storedLook } from "./rules";
import type { AppearanceDto, AppearanceScopeDto } from "./schemas";

/** The appearance of the company, or of a department with what it takes over from the company. Null: no such department. */
export async function findAppearance(db: Db, departmentId: string | null): Promise<AppearanceDto | null> {
  const [owner] = await db.select().from(company);
  if (!owner) throw notFound();
  const companyLook = storedLook(owner.look);
  const common = {
    consent: owner.consent ?? NO_CONSENT,
    mailsTranscripts: owner.mailsTranscripts,
    companyLook,
    companyProactive: owner.proactive,
    companyTexts: owner.texts ?? NO_TEXTS,
    signsIdentities: owner.identitySecretEncrypted !== null,
  };
  if (departmentId === null) {
    return {
      ...common,
      color: owner.color,
      greeting: owner.greeting,
      texts: owner.texts ?? NO_TEXTS,
      look: companyLook,
      ownLook: true,
      proactive: owner.proactive,
      ownProactive: true,
      form: DEFAULT_FORM,
      verifiedOnly: false,
    };
  }
  const [team] = await db.select().from(departments).where(eq(departments.id, departmentId));
  if (!team) return null;
  return {
    ...common,
    color: team.color,
    greeting: team.greeting,
    texts: team.texts ?? NO_TEXTS,
    look: storedLook(team.look, companyLook),
    ownLook: team.look !== null,
    proactive: team.proactive ?? owner.proactive,
    ownProactive: team.proactive !== null,
    form: team.form ?? DEFAULT_FORM,
    verifiedOnly: team.verifiedOnly,
  };
}

/** The company and its departments as the page's chooser and its preview show them; departments in their order. */
export async function listAppearanceScopes(db: Db): Promise<AppearanceScopeDto[]> {
  const rows = await db
    .select()
    .from(departments)
    .orderBy(asc(departments.position), asc(sql`lower(${departments.name})`), asc(departments.id));
  return rows.map(({ id, name, description, color, logoId, greeting, hidden, disabled, form }) => ({
    id,
    name,
    description,
    color,
    logoUrl: logoUrl(logoId),
    greeting,
    hidden,
    disabled,
    form: form ?? DEFAULT_FORM,
  }));
}
