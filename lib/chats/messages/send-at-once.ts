import type { Database } from "@/db/types";
import { type Door, type OperatorActor, publishAfterCommit, type VisitorActor } from "@/lib/context";
import { noteSeen } from "@/lib/operators/sessions";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { isInvolved } from "../access";
import { type EventRow, type FullChatRow, toInboxChatDto } from "../dto";
import { emitEntry } from "../entries/announce";
import { type PreparedEntry, prepareEntry } from "../entries/entry";
import type { SendMessageInput } from "../input-schemas";
import { judgeOperatorSend, judgeVisitorSend } from "../rules";
import { messageEntry } from "./message-entry";
import { type ReadForMessage, readForMessage, type Writer } from "./read-for-message";
import { inTurn } from "./turns";
import { type ReadyMessage, writeMessage, writeTogether } from "./write-messages";

type Sender = VisitorActor | OperatorActor;
/** An entry that was written, and by whom. */
export type WrittenAtOnce = { actor: Sender; event: EventRow };

/**
 * What changes a chat is mostly done the next time that one looks. A crowd waits in the row's queue instead, where each
 * gets a turn.
 */
const ATTEMPTS = 3;

/**
 * Writes an ordinary message by one read and one write, which takes hold only if nobody has changed the chat's row in
 * between: most messages meet nobody, and so need neither lock nor transaction. Messages of different chats that come at
 * the same time share both statements.
 * Null, and nothing is written, whenever it is not that simple: others were faster time and again, the same message is
 * stored already, or the answer would be a refusal. The caller then does it under the lock.
 */
export async function sendAtOnce(
  door: Door,
  by: Writer,
  chatId: string,
  input: SendMessageInput,
): Promise<WrittenAtOnce | null> {
  if (input.fileId) return null;
  const look = async () => ready(await readForMessage(door.db, { by, chatId, input }), input);
  // Before the turn, so that no stranger ever has one.
  const first = await look();
  if (!first) return null;
  const message = await inTurn(chatId, (hasWaited) => write(door.db, hasWaited ? null : first, look));
  if (!message) return null;
  const { actor, read } = message;
  const isStale = actor.type === "operator" && read.isSessionStale;
  const [written] = await Promise.all([tell(door, message), isStale && noteSeen(door.db, actor.sessionId)]);
  return written;
}

/** What is to be written of an ordinary message; null for any other. */
function ready(read: ReadForMessage | undefined, input: SendMessageInput): ReadyMessage | null {
  const actor = read?.actor;
  if (!actor || !isSimple(actor, read, input)) return null;
  return { actor, read, prepared: prepareEntry(messageEntry(read.chat, actor, input), read.now, read.rules) };
}

async function write(
  db: Database,
  first: ReadyMessage | null,
  look: () => Promise<ReadyMessage | null>,
): Promise<ReadyMessage | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const message = (attempt === 0 ? first : null) ?? (await look());
    if (!message) return null;
    const outcome = await (attempt === 0 ? writeTogether : writeMessage)(db, message);
    if (outcome === "written") return message;
    if (outcome === "stored") return null;
  }
  return null;
}

async function tell(door: Door, { actor, read, prepared }: ReadyMessage): Promise<WrittenAtOnce> {
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
