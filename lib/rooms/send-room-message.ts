import { and, eq, sql } from "drizzle-orm";
import { departments, operators, roomMessages, roomReads, rooms } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { EVENTS_PAGE_MAX, PREVIEW_MAX } from "@/lib/chats/input-schemas";
import { databaseNow } from "@/lib/chats/lock-chat";
import type { ChatEventDto } from "@/lib/chats/schemas";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import { preview } from "@/lib/text";
import { assertInRoom, type RoomRow } from "./access";
import { roomAppended, roomAudience } from "./audience";
import { toRoomEvent } from "./dto";
import { listRoomEvents } from "./queries";
import type { SendRoomMessageInput } from "./schemas";

export type SentRoomMessage = { event: ChatEventDto; missed: ChatEventDto[]; created: boolean };

/**
 * Writes a message into a room. Its number is taken under the room's row lock, so that the order is that of the commits
 * and has no gap; a repeated `clientId` finds the stored row. Who writes has read what stands above.
 * @throws DomainError `not_found`; `idempotency_mismatch`; `closed` when the colleague of a direct room is not active any
 * more. Emits `room.appended` to every member.
 */
export async function sendRoomMessage(
  ctx: Context<OperatorActor>,
  roomId: string,
  input: SendRoomMessageInput,
): Promise<SentRoomMessage> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit) => {
    const room = await lockRoom(tx, actor, roomId);
    const stored = await findSent(tx, actor, roomId, input);
    if (stored) return answer(tx, toRoomEvent(stored, actor.name), input, false);
    await assertSomebodyReads(tx, actor, room);
    const seq = room.lastSeq + 1;
    const createdAt = await databaseNow(tx);
    const row = { roomId, seq, senderId: actor.operatorId, clientId: input.clientId, body: input.body, createdAt };
    await tx.insert(roomMessages).values(row);
    const lastMessagePreview = preview(input.body, PREVIEW_MAX);
    await tx
      .update(rooms)
      .set({ lastSeq: seq, lastMessageAt: createdAt, lastMessagePreview, lastSenderId: actor.operatorId })
      .where(eq(rooms.id, roomId));
    await noteRead(tx, actor, roomId, seq);
    const event = toRoomEvent(row, actor.name);
    for (const told of roomAppended(await roomAudience(tx, room), event)) emit(told);
    return answer(tx, event, input, true);
  });
}

/** A department's room begins with its first message; of two first messages at once one makes the row. */
async function lockRoom(tx: Transaction, actor: OperatorActor, roomId: string): Promise<RoomRow> {
  const find = () => tx.select().from(rooms).where(eq(rooms.id, roomId)).for("update");
  const [found] = await find();
  await assertInRoom(tx, actor, roomId, found ?? null);
  if (found) return found;
  if ((await tx.$count(departments, eq(departments.id, roomId))) === 0) throw notFound();
  await tx.insert(rooms).values({ id: roomId, departmentId: roomId }).onConflictDoNothing();
  const [made] = await find();
  if (!made) throw notFound();
  return made;
}

async function findSent(tx: Transaction, { operatorId }: OperatorActor, roomId: string, input: SendRoomMessageInput) {
  const [row] = await tx
    .select()
    .from(roomMessages)
    .where(
      and(
        eq(roomMessages.roomId, roomId),
        eq(roomMessages.senderId, operatorId),
        eq(roomMessages.clientId, input.clientId),
      ),
    );
  if (row && row.body !== input.body) {
    throw new DomainError("idempotency_mismatch", "This clientId was used for another message");
  }
  return row ?? null;
}

async function assertSomebodyReads(tx: Transaction, { operatorId }: OperatorActor, room: RoomRow): Promise<void> {
  if (room.departmentId !== null) return;
  const other = room.firstOperatorId === operatorId ? room.secondOperatorId : room.firstOperatorId;
  const [colleague] = await tx
    .select({ deactivatedAt: operators.deactivatedAt })
    .from(operators)
    .where(eq(operators.id, other ?? operatorId));
  if (colleague?.deactivatedAt) throw new DomainError("closed", "This colleague is not here any more");
}

/** Never backwards, whatever comes late. */
export const noteRead = (tx: Transaction, { operatorId }: OperatorActor, roomId: string, seq: number) =>
  tx
    .insert(roomReads)
    .values({ roomId, operatorId, readSeq: seq })
    .onConflictDoUpdate({
      target: [roomReads.roomId, roomReads.operatorId],
      set: { readSeq: sql`greatest(${roomReads.readSeq}, excluded.read_seq)` },
    });

async function answer(tx: Transaction, event: ChatEventDto, { after }: SendRoomMessageInput, created: boolean) {
  if (after === undefined || after >= event.prev) return { event, missed: [], created };
  const found = await listRoomEvents(tx, event.chatId, after, EVENTS_PAGE_MAX);
  return { event, missed: found.filter(({ seq }) => seq < event.seq), created };
}
