import { company } from "@/db/schema";
import type { Db } from "@/db/types";
import { DomainError } from "@/lib/errors";
import { consentOffer, DEFAULT_FORM, type FormFields, type GivenConsent, missingFields } from "./rules";

type Filled = {
  name: string;
  email: string | null;
  phone: string | null;
  body: string;
  /** The version that the visitor agreed to. */
  consent: number | undefined;
  locale: string;
};

/**
 * Asks of a visitor's request what the department's form asks of the visitor, and gives the consent as it is kept. An
 * offline message needs an address, and something to say, whatever the form of the chat asks.
 * @throws DomainError `invalid` with the fields; `consentChanged` at `consent` where its words have changed meanwhile
 */
export async function assertForm(
  db: Db,
  form: FormFields | null,
  filled: Filled,
  kind: "chat" | "offline",
): Promise<GivenConsent | null> {
  const rules = form ?? DEFAULT_FORM;
  const asked: FormFields = kind === "chat" ? rules : { ...rules, email: "required", question: "required" };
  const fields = missingFields(asked, filled);
  const [owner] = await db.select({ consent: company.consent }).from(company);
  const offer = consentOffer(owner?.consent ?? null, filled.locale);
  if (offer && filled.consent !== offer.version) {
    fields.consent = filled.consent === undefined ? "required" : "consentChanged";
  }
  if (Object.keys(fields).length > 0) throw new DomainError("invalid", "The form is not complete", { fields });
  return offer && { version: offer.version, text: offer.text, at: new Date().toISOString() };
}
