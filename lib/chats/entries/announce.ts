import type { Transaction } from "@/db/types";
import type { Emit } from "@/lib/context";
import { chatChannelId } from "@/lib/realtime/events";
import { type EventRow, toEventDto } from "../dto";
import { type InboxRow, listInboxRows } from "../queries";
import type { ChatRow } from "./entry";

type Audience = {
  /** Epochs whose channels hear it; a change of owner is told on the old one too. */
  epochs?: readonly number[];
  /** Departments whose lists hear it besides the chat's own: where it comes from. */
  departmentIds?: readonly string[];
  /** Operators who hear of the row besides: who has lost it, or was offered it. */
  operatorIds?: readonly (string | null)[];
};

type Announced = { chat: ChatRow; event: EventRow; audience?: Audience };

/** What everybody concerned hears of an entry: visitor, operators at the chat, and the lists of departments and people. */
export const announce = (
  tx: Transaction,
  emit: Emit,
  chat: ChatRow,
  event: EventRow,
  audience?: Audience,
): Promise<void> => announceAll(tx, emit, [{ chat, event, audience }]);

/** The same for entries of different chats, with one read. */
export async function announceAll(tx: Transaction, emit: Emit, appended: readonly Announced[]): Promise<void> {
  const inboxRows = await listInboxRows(
    tx,
    appended.map(({ chat }) => chat.id),
  );
  for (const entry of appended) emitEntry(emit, entry, inboxRows.get(entry.chat.id));
}

/** Says it to all channels that it concerns. `row` is what the inbox's lists show of the chat now. */
export function emitEntry(emit: Emit, { chat, event, audience = {} }: Announced, row: InboxRow | undefined): void {
  const { epochs = [chat.epoch], departmentIds = [], operatorIds = [] } = audience;
  const forVisitor = toEventDto(event, "visitor");
  if (forVisitor) emit({ channel: "visitorChat", id: chat.id, name: "event.appended", data: forVisitor });
  const forOperators = toEventDto(event, "operator");
  if (forOperators) {
    for (const epoch of epochs) {
      emit({ channel: "chat", id: chatChannelId(chat.id, epoch), name: "event.appended", data: forOperators });
    }
  }
  if (!row) return;
  const { dto, isOwnerMember } = row;
  for (const id of new Set([chat.departmentId, ...departmentIds])) {
    emit({ channel: "department", id, name: "chat.changed", data: { chat: dto } });
  }
  const outsiders = [chat.offeredOperatorId, isOwnerMember ? null : chat.operatorId, ...operatorIds];
  for (const id of new Set(outsiders)) {
    if (id) emit({ channel: "operator", id, name: "chat.changed", data: { chat: dto } });
  }
}
