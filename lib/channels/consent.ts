import { sql } from "drizzle-orm";
import { channelContacts, company } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type ConsentOffer, consentOffer, type GivenConsent } from "@/lib/appearance/rules";
import type { Action } from "./channel";
import { type ContactRow, isContact } from "./contacts";
import { pressText } from "./rules";
import { languageOf, wordsOf } from "./texts";

/** What the company asks for before a chat begins, in the language of the contact; null: nothing. */
async function offerTo(tx: Transaction, { locale }: Pick<ContactRow, "locale">): Promise<ConsentOffer | null> {
  const [owner] = await tx.select({ consent: company.consent }).from(company);
  return consentOffer(owner?.consent ?? null, languageOf(locale));
}

/** The question with its button, in the company's own words; null where it has been answered, or nothing is asked. */
export async function askConsent(tx: Transaction, contact: ContactRow): Promise<Action[] | null> {
  const offer = await offerTo(tx, contact);
  if (!offer || contact.consent?.version === offer.version) return null;
  const text = offer.link === null ? offer.text : `${offer.text}\n${offer.link}`;
  const press = pressText({ does: "agree", version: offer.version });
  return [{ type: "text", text, buttons: [[{ text: wordsOf(contact.locale)("agree"), press }]] }];
}

/** What a chat that begins now keeps: what the contact agreed to, while the company asks for that. */
export async function consentOf(tx: Transaction, contact: ContactRow): Promise<GivenConsent | null> {
  const offer = await offerTo(tx, contact);
  return offer && contact.consent?.version === offer.version ? contact.consent : null;
}

/** The contact agrees to these words. False: they are not those any more that the company asks to agree to. */
export async function giveConsent(tx: Transaction, contact: ContactRow, version: number): Promise<boolean> {
  const offer = await offerTo(tx, contact);
  if (!offer) return true;
  if (offer.version !== version) return false;
  if (contact.consent?.version === version) return true;
  const given = JSON.stringify({ version, text: offer.text });
  // By the clock of the database, as the web's is written: ISO 8601 in UTC.
  const at = sql`to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  await tx
    .update(channelContacts)
    .set({ consent: sql`${given}::jsonb || jsonb_build_object('at', ${at})` })
    .where(isContact(contact));
  return true;
}
