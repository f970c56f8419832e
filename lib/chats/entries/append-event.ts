import type { Transaction } from "@/db/types";
import { crmParts } from "@/lib/crm/queue-chats";
import { type ChatRules, readChatRules } from "@/lib/timeouts/arm-timers";
import { webhookCausesOf } from "@/lib/webhooks/causes";
import { webhookParts } from "@/lib/webhooks/queue-deliveries";
import { databaseNow } from "../lock-chat";
import { type Appended, type ChatChange, type ChatRow, type Entry, type NewEvent, prepareEntry } from "./entry";
import { CHANGED_IDS, writeEntries } from "./write-entries";

/**
 * Takes the next number of the timeline, writes the entry and the change of the chat that it stands for, and sets the
 * chat's clocks by what it is now.
 * The caller holds the chat's row lock (`for update`), so numbers follow the order of commits without gaps.
 */
export async function appendEvent(
  tx: Transaction,
  chat: ChatRow,
  event: NewEvent,
  change?: ChatChange,
  rules?: ChatRules,
): Promise<Appended> {
  const [appended] = await appendEvents(tx, [{ chat, event, change, rules }]);
  if (!appended) throw new Error("no entry was appended");
  return appended;
}

/**
 * The same for any number of different chats in one statement: a tick meets many deadlines at once.
 * Stamps are the database's `clock_timestamp()`, asked while the locks are held: of two transactions that waited for each
 * other, the later one gets the later time, which `now()` (start of the transaction) would not give.
 */
export async function appendEvents(
  tx: Transaction,
  entries: readonly Entry[],
  /** The time of the entries, where it has been asked under the locks already. */
  askedAt?: Date,
): Promise<Appended[]> {
  if (entries.length === 0) return [];
  // A closed chat has no clocks, so nobody asks by which rules they would go.
  const isKnown = entries.every(({ rules, change }) => rules ?? change?.status === "closed");
  const read = isKnown ? null : await readChatRules(tx, entries.map(placeAfter));
  const at = askedAt ?? read?.now ?? (await databaseNow(tx));
  const written = entries.map((entry) => {
    const rules = entry.rules ?? read?.rulesOf(placeAfter(entry));
    return prepareEntry(entry, at, rules);
  });
  const told = written.flatMap(({ appended }) => webhookCausesOf(appended));
  const appended = written.map((entry) => entry.appended);
  await writeEntries(tx, written, [...webhookParts(told, CHANGED_IDS), ...crmParts(appended, CHANGED_IDS)]);
  return appended;
}

/** The department that a chat will be in, by whose rules its clocks go. */
const placeAfter = ({ chat, change }: Entry) => ({
  departmentId: change?.departmentId ?? chat.departmentId,
  channelId: chat.channelId,
});
