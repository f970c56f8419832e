import { inArray } from "drizzle-orm";
import { mentions as mentionRows, operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import type { EventRow } from "@/lib/chats/dto";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import type { Appended, ChatRow } from "@/lib/chats/entries/entry";
import { PREVIEW_MAX } from "@/lib/chats/input-schemas";
import { getInboxChat } from "@/lib/chats/queries";
import type { Emit, OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { queuePushes } from "@/lib/push/queue-push";
import { preview } from "@/lib/text";
import { mayBeNamed } from "./queries";

export type NewNote = {
  clientId: string;
  body: string;
  /** Ids of operators who are to hear of it. */
  mentions: readonly string[];
  /** Facts of the entry besides its text. */
  data?: Record<string, string>;
};

/**
 * Writes a note into the timeline of a chat, where operators alone see it, and tells who is named in it. It changes
 * nothing else of the chat: no clock, no turn, nothing unread, no number of the visitor's. Who writes is never told of
 * themselves. The caller holds the chat's lock and has checked that the actor may see it.
 * @throws DomainError `invalid` at `mentions` for somebody who may not see the chat
 * Emits `event.appended` to the operators at the chat, `chat.changed`, and `mention.told` to each who is named.
 */
export async function appendNote(
  { tx, emit }: { tx: Transaction; emit: Emit },
  actor: OperatorActor,
  chat: ChatRow,
  { clientId, body, mentions, data = {} }: NewNote,
): Promise<{ appended: Appended; event: EventRow }> {
  const named = await namedIn(tx, chat, [...new Set(mentions)]);
  const appended = await appendEvent(tx, chat, {
    kind: "note",
    senderType: "operator",
    senderId: actor.operatorId,
    clientId,
    body,
    data,
    isInternal: true,
    ...(named.length > 0 && { internal: { mentions: named } }),
  });
  const event = { ...appended.event, senderName: actor.name };
  await announce(tx, emit, appended.chat, event);
  const told = named.filter(({ operatorId }) => operatorId !== actor.operatorId);
  if (told.length > 0) await tellNamed({ tx, emit }, event, actor.name, told);
  return { appended, event };
}

type Named = { operatorId: string; name: string };

async function namedIn(tx: Transaction, chat: ChatRow, ids: string[]): Promise<Named[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .select({ operatorId: operators.id, name: operators.name })
    .from(operators)
    .where(mayBeNamed(tx, chat, inArray(operators.id, ids)))
    .orderBy(operators.id);
  if (found.length < ids.length) {
    throw new DomainError("invalid", "Somebody who is named may not see this chat", {
      fields: { mentions: "operatorCannotSee" },
    });
  }
  return found;
}

async function tellNamed(
  { tx, emit }: { tx: Transaction; emit: Emit },
  { chatId, seq, body, createdAt }: EventRow,
  byName: string,
  named: readonly Named[],
): Promise<void> {
  await tx.insert(mentionRows).values(named.map(({ operatorId }) => ({ operatorId, chatId, seq, createdAt })));
  const { department, visitor } = await getInboxChat(tx, chatId);
  const mention = {
    chatId,
    seq,
    byName,
    department,
    visitorName: visitor.name,
    preview: preview(body ?? "", PREVIEW_MAX),
    at: createdAt.toISOString(),
    isRead: false,
  };
  const cause = { kind: "mention", chatId, seq, departmentId: null, waitSeconds: 0 } as const;
  await queuePushes(
    tx,
    named.map(({ operatorId }) => ({ ...cause, operatorId })),
  );
  for (const { operatorId } of named) {
    emit({ channel: "operator", id: operatorId, name: "mention.told", data: { mention } });
  }
}
