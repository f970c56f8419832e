import type { Db } from "@/db/types";
import { readLines } from "@/lib/transcripts/read-lines";
import type { Crm } from "./open-crm";
import type { ToldChat } from "./read-chat";
import { odataText } from "./rules";
import { wordActivity, wordErased } from "./word-activity";

/** Rows that every Creatio and BPMSoft is delivered with, by the same ids. */
const TASK_TYPE_ID = "fbe0acdc-cfc0-df11-b00f-001d60e938c6";
const TO_DO_CATEGORY_ID = "f51c4643-58e6-df11-971b-001d60e938c6";
const COMPLETED_STATUS_ID = "4bdbb88f-58e6-df11-971b-001d60e938c6";

const CONTACT_NAME_MAX = 250;

/**
 * Makes the activity of a closed chat, or brings the one that there is up to date. Its id is the chat's own: whoever asks
 * for it finds what a process made that died before it could note so, and of two that make it the database of the CRM
 * refuses one. Gives the contact, null where nobody vouches for the visitor.
 * @throws CrmError
 */
export async function tellChat(
  db: Db,
  crm: Crm,
  { chat, publicUrl }: { chat: ToldChat; publicUrl: string | null },
): Promise<{ contactId: string | null }> {
  const contactId = await findOrMakeContact(crm, chat);
  const link = publicUrl === null ? null : `${publicUrl}/inbox/${chat.id}`;
  const { title, text } = wordActivity({ chat, lines: await readLines(db, chat.id), link });
  const values = { Title: title, DetailedResult: text, DueDate: (chat.closedAt ?? chat.createdAt).toISOString() };
  const found = await crm.list("Activity", byId(chat.id));
  if (found.length > 0) {
    await crm.update("Activity", chat.id, { ...values, ...(contactId && { ContactId: contactId }) });
    return { contactId };
  }
  await crm.create("Activity", {
    Id: chat.id,
    ...values,
    StartDate: chat.createdAt.toISOString(),
    TypeId: TASK_TYPE_ID,
    ActivityCategoryId: TO_DO_CATEGORY_ID,
    StatusId: COMPLETED_STATUS_ID,
    ShowInScheduler: false,
    ...(contactId && { ContactId: contactId }),
  });
  return { contactId };
}

/** Empties the activity of an erased chat, where there is one. The contact is the company's own. @throws CrmError */
export async function tellErased(crm: Crm, { id, locale }: Pick<ToldChat, "id" | "locale">): Promise<void> {
  const found = await crm.list("Activity", byId(id));
  if (found.length === 0) return;
  const { title, text } = wordErased(locale);
  await crm.update("Activity", id, { Title: title, DetailedResult: text, ContactId: null });
}

const byId = (id: string) => ({ $filter: `Id eq ${id}`, $select: "Id", $top: "1" });

/**
 * Whom the company's own site vouches for, by address, then by phone: found, or made. What a visitor typed into a form may
 * be anybody's: it neither finds a contact, who would then have said what they never said, nor makes one.
 */
async function findOrMakeContact(crm: Crm, { identity }: ToldChat): Promise<string | null> {
  const { email = null, phone = null } = identity ?? {};
  if (!identity || (!email && !phone)) return null;
  const filters = [...(email ? [`Email eq ${odataText(email)}`] : []), ...(phone ? [samePhone(phone)] : [])];
  for (const filter of filters) {
    // Of several the one that has been there for longest: the others are its doubles.
    const asked = { $filter: filter, $select: "Id", $orderby: "CreatedOn asc", $top: "1" };
    const [found] = await crm.list("Contact", asked);
    if (found) return found.Id;
  }
  const name = (identity.name ?? email ?? phone ?? identity.sub).slice(0, CONTACT_NAME_MAX).toWellFormed();
  return crm.create("Contact", { Name: name, ...(email && { Email: email }), ...(phone && { MobilePhone: phone }) });
}

/** As it is written, and without what people put between digits. */
function samePhone(phone: string): string {
  const spellings = [...new Set([phone, phone.replace(/[^\d+]/g, "")])].map(odataText);
  return ["MobilePhone", "Phone"].flatMap((column) => spellings.map((text) => `${column} eq ${text}`)).join(" or ");
}
