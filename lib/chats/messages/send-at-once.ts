import { sql } from "drizzle-orm";
import { isUniqueViolation } from "@/db/errors";
import { type Door, type OperatorActor, publishAfterCommit, type VisitorActor } from "@/lib/context";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { webhookCausesOf } from "@/lib/webhooks/causes";
import { webhookParts } from "@/lib/webhooks/queue-deliveries";
import { isInvolved } from "../access";
import { type EventRow, type FullChatRow, toInboxChatDto } from "../dto";
import { emitEntry } from "../entries/announce";
import { type PreparedEntry, prepareEntry } from "../entries/entry";
import { CHANGED_IDS, writeEntries } from "../entries/write-entries";
import type { SendMessageInput } from "../input-schemas";
import { judgeOperatorSend, judgeVisitorSend } from "../rules";
import { messageEntry } from "./message-entry";
import { type ReadForMessage, readForMessage, type Writer } from "./read-for-message";

type Sender = VisitorActor | OperatorActor;
/** An entry that was written, and by whom. */
export type WrittenAtOnce = { actor: Sender; event: EventRow };

/**
 * Writes an ordinary message by one read and one write, which takes hold only if nobody has changed the chat's row in
 * between: most messages meet nobody, and so need neither lock nor transaction.
 * Null, and nothing is written, whenever it is not that simple: somebody was faster, the same message is stored already,
 * or the answer would be a refusal. The caller then does it under the lock.
 */
export async function sendAtOnce(
  door: Door,
  by: Writer,
  chatId: string,
  input: SendMessageInput,
): Promise<WrittenAtOnce | null> {
  if (input.fileId) return null;
  const read = await readForMessage(door.db, by, chatId, input);
  const actor = read?.actor;
  if (!actor || !isSimple(actor, read, input)) return null;
  const prepared = prepareEntry(messageEntry(read.chat, actor, input), read.now, read.rules);
  if (!(await write(door, actor, read, prepared))) return null;
  const event = { ...prepared.appended.event, senderName: actor.type === "operator" ? actor.name : null };
  const events: RealtimeEvent[] = [];
  emitEntry(
    (announced) => void events.push(announced),
    { chat: prepared.appended.chat, event },
    { dto: toInboxChatDto(rowAfter(read, prepared)), isOwnerMember: read.isOwnerMember },
  );
  await publishAfterCommit(door, events);
  return { actor, event };
}

function isSimple(
  actor: Sender,
  { chat, company, department, isMember, hasNewerReply, now }: ReadForMessage,
  input: SendMessageInput,
): boolean {
  if (actor.type === "visitor") {
    if (company.maintenanceSince || chat.erasedAt || (department.verifiedOnly && !actor.identity)) return false;
    return judgeVisitorSend(chat, { reopen: false, now }) === "ok";
  }
  const maySee = actor.role === "admin" || isMember || isInvolved(actor, chat);
  return maySee && !hasNewerReply && judgeOperatorSend(chat, actor.operatorId, input.epoch) === "ok";
}

async function write(
  { db }: Pick<Door, "db">,
  actor: Sender,
  read: ReadForMessage,
  prepared: PreparedEntry,
): Promise<boolean> {
  const isAnswer = actor.type === "operator" && read.chat.awaitingSince !== null;
  // The first answer of a leg is noted in it, and whoever reacts has missed nothing in a row.
  const reaction = isAnswer
    ? [
        sql`noted as (update legs l set first_reply_at = ${read.now.toISOString()}::timestamptz from changed
          where l.chat_id = changed.id and l.released_at is null and l.first_reply_at is null)`,
        sql`forgiven as (update operators o set misses = 0 from changed
          where o.id = ${actor.operatorId}::uuid and o.misses > 0)`,
      ]
    : [];
  const told = read.tellsWebhooks ? webhookParts(webhookCausesOf(prepared.appended), CHANGED_IDS) : [];
  try {
    return (await writeEntries(db, [{ ...prepared, version: read.version }], [...reaction, ...told])) === 1;
  } catch (error) {
    // A repeated request, or one that came twice at the same moment.
    if (isUniqueViolation(error, "chat_events_client_id_unique")) return false;
    throw error;
  }
}

/** The chat with its clocks as they are after the message, so that lists need not be read again. */
function rowAfter(read: ReadForMessage, { appended, deadlines }: PreparedEntry): FullChatRow {
  return {
    ...read,
    chat: appended.chat,
    reassignAt: deadlines.reassign ?? null,
    idleWarningAt: deadlines.idle_warning ?? null,
    idleCloseAt: deadlines.idle_close ?? null,
    offerAt: deadlines.offer ?? null,
  };
}
