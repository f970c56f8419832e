import { and, asc, eq, gt, ne, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { operators, roomMessages, rooms } from "@/db/schema";
import type { Db } from "@/db/types";
import { toBadgeDto } from "@/lib/chats/dto";
import { EVENTS_PAGE_MAX } from "@/lib/chats/input-schemas";
import type { ChatEventDto, ChatStateDto, EventsPageDto } from "@/lib/chats/schemas";
import type { OperatorActor } from "@/lib/context";
import { assertInRoom } from "./access";
import { toRoomEvent } from "./dto";
import { type RoomDto, type RoomsDto, UNREAD_MAX } from "./schemas";

type ListedRoom = {
  id: string;
  departmentName: string | null;
  color: string | null;
  logoId: string | null;
  colleagueId: string | null;
  colleagueName: string | null;
  isActive: boolean | null;
  lastSeq: number;
  readSeq: number;
  unread: number;
  preview: string;
  at: string | null;
  senderId: string | null;
  senderName: string | null;
};

/** The rooms of an operator: of each of their departments, and those with one colleague; newest message first. */
export async function listRooms(db: Db, { operatorId, name }: OperatorActor): Promise<RoomsDto> {
  const found = await rows<ListedRoom>(
    db,
    sql`with mine as (
        select d.id, d.name as department_name, d.color, d.logo_id, null::uuid as colleague_id
          from department_members m join departments d on d.id = m.department_id where m.operator_id = ${operatorId}
        union all
        select r.id, null, null, null, r.second_operator_id from rooms r where r.first_operator_id = ${operatorId}
        union all
        select r.id, null, null, null, r.first_operator_id from rooms r where r.second_operator_id = ${operatorId})
      select mine.id, mine.department_name as "departmentName", mine.color, mine.logo_id as "logoId",
        mine.colleague_id as "colleagueId", c.name as "colleagueName", c.deactivated_at is null as "isActive",
        coalesce(r.last_seq, 0) as "lastSeq", coalesce(s.read_seq, 0) as "readSeq", r.last_message_at::text as at,
        coalesce(r.last_message_preview, '') as preview, r.last_sender_id as "senderId", w.name as "senderName",
        (select count(*)::int from (select 1 from room_messages x where x.room_id = mine.id
          and x.seq > coalesce(s.read_seq, 0) and x.sender_id <> ${operatorId} limit ${UNREAD_MAX}) unread) as unread
      from mine
      left join rooms r on r.id = mine.id
      left join room_reads s on s.room_id = mine.id and s.operator_id = ${operatorId}
      left join operators c on c.id = mine.colleague_id
      left join operators w on w.id = r.last_sender_id
      order by r.last_message_at desc nulls last, lower(coalesce(mine.department_name, c.name)), mine.id`,
  );
  const colleagues = await db
    .select({ id: operators.id, name: operators.name })
    .from(operators)
    .where(and(ne(operators.id, operatorId), sql`${operators.deactivatedAt} is null`))
    .orderBy(sql`lower(${operators.name})`);
  return { operator: { id: operatorId, name }, rooms: found.map(toRoomDto), colleagues };
}

function toRoomDto(row: ListedRoom): RoomDto {
  const { id, lastSeq, readSeq, unread, departmentName, color, colleagueId, at, senderId } = row;
  const department =
    departmentName === null ? null : { id, name: departmentName, color: color ?? "", logoId: row.logoId };
  return {
    id,
    department: department && toBadgeDto(department),
    colleague: colleagueId && { id: colleagueId, name: row.colleagueName ?? "", isActive: row.isActive ?? false },
    lastSeq,
    readSeq,
    unread,
    lastMessage:
      at === null || senderId === null
        ? null
        : { preview: row.preview, by: { id: senderId, name: row.senderName ?? "" }, at: new Date(at).toISOString() },
  } as RoomDto;
}

/** Messages numbered above `after`, oldest first. */
export async function listRoomEvents(db: Db, roomId: string, after: number, limit: number): Promise<ChatEventDto[]> {
  const found = await db
    .select({ message: roomMessages, senderName: operators.name })
    .from(roomMessages)
    .innerJoin(operators, eq(operators.id, roomMessages.senderId))
    .where(and(eq(roomMessages.roomId, roomId), gt(roomMessages.seq, after)))
    .orderBy(asc(roomMessages.seq))
    .limit(limit);
  return found.map(({ message, senderName }) => toRoomEvent(message, senderName));
}

/**
 * A page of a room for catching up, in the shape of a chat's. The state is read before the messages, so it is never newer
 * than what a client gets by asking again.
 * @throws DomainError `not_found`
 */
export async function getRoomPage(
  db: Db,
  actor: OperatorActor,
  roomId: string,
  { after, limit }: { after: number; limit: number },
): Promise<EventsPageDto> {
  const [room] = await db.select().from(rooms).where(eq(rooms.id, roomId));
  await assertInRoom(db, actor, roomId, room ?? null);
  const size = Math.min(limit, EVENTS_PAGE_MAX);
  const found = await listRoomEvents(db, roomId, after, size + 1);
  const events = found.slice(0, size);
  const state = toRoomState(roomId, room?.lastSeq ?? 0, await readByColleague(db, actor, room ?? null));
  return { events, upto: events.at(-1)?.seq ?? after, hasMore: found.length > size, state };
}

/** In a direct room one sees how far the other has read; in a department's nobody is watched. */
async function readByColleague(db: Db, actor: OperatorActor, room: typeof rooms.$inferSelect | null): Promise<number> {
  if (!room || room.departmentId !== null) return 0;
  const [row] = await rows<{ seq: number }>(
    db,
    sql`select read_seq as seq from room_reads where room_id = ${room.id} and operator_id <> ${actor.operatorId}`,
  );
  return row?.seq ?? 0;
}

/** What the reducer of chats asks for; a room has no owner, no queue and no clock. */
const toRoomState = (roomId: string, lastSeq: number, read: number): ChatStateDto => ({
  chatId: roomId,
  status: "active",
  epoch: 1,
  lastSeq,
  owner: null,
  department: { id: roomId, name: "", color: "#000000", logoUrl: null },
  held: false,
  queue: null,
  idleCloseAt: null,
  reopenUntil: null,
  rating: null,
  marks: { delivered: read, read },
});
