import type { ChatEventDto } from "@/lib/chats/schemas";
import { type RoomDto, type RoomsDto, UNREAD_MAX } from "@/lib/rooms/schemas";

/** What one tab knows of the operator's rooms. */
export type TeamState = RoomsDto & { openedId: string | null };

export type TeamAction =
  | { type: "snapshot"; rooms: RoomsDto }
  | { type: "message"; event: ChatEventDto; preview: string }
  | { type: "read"; roomId: string; operatorId: string; seq: number }
  | { type: "opened"; roomId: string | null };

export function teamReducer(state: TeamState, action: TeamAction): TeamState {
  switch (action.type) {
    case "snapshot":
      return {
        ...action.rooms,
        rooms: action.rooms.rooms.map((room) => newer(roomOf(state, room.id), room)),
        openedId: state.openedId,
      };
    case "message":
      return withMessage(state, action.event, action.preview);
    case "read":
      return action.operatorId === state.operator.id ? withRead(state, action.roomId, action.seq) : state;
    case "opened":
      return action.roomId === state.openedId ? state : { ...state, openedId: action.roomId };
  }
}

export const roomOf = ({ rooms }: Pick<TeamState, "rooms">, roomId: string | null): RoomDto | undefined =>
  rooms.find(({ id }) => id === roomId);

/** Rooms with something unread; what a badge shows. */
export const unreadRooms = ({ rooms }: Pick<TeamState, "rooms">): number =>
  rooms.filter(({ unread }) => unread > 0).length;

/** A snapshot that was on its way while a message came is older than what is here. */
const newer = (known: RoomDto | undefined, told: RoomDto): RoomDto =>
  known && (known.lastSeq > told.lastSeq || (known.lastSeq === told.lastSeq && known.readSeq > told.readSeq))
    ? known
    : told;

function withMessage(state: TeamState, event: ChatEventDto, preview: string): TeamState {
  const room = roomOf(state, event.chatId);
  // Live, caught up or the answer to one's own message: counted once.
  if (!room || event.seq <= room.lastSeq) return state;
  const { id = "", name = "" } = event.sender;
  const isOwn = id === state.operator.id;
  const changed: RoomDto = {
    ...room,
    lastSeq: event.seq,
    readSeq: isOwn ? event.seq : room.readSeq,
    unread: isOwn ? 0 : Math.min(UNREAD_MAX, room.unread + 1),
    lastMessage: { preview, by: { id, name }, at: event.createdAt },
  };
  return { ...state, rooms: [changed, ...state.rooms.filter((one) => one !== room)] };
}

function withRead(state: TeamState, roomId: string, seq: number): TeamState {
  const room = roomOf(state, roomId);
  if (!room || seq <= room.readSeq) return state;
  // How many of those above are one's own is not known here: the next snapshot says it.
  const unread = seq >= room.lastSeq ? 0 : Math.min(room.unread, room.lastSeq - seq);
  return { ...state, rooms: state.rooms.map((one) => (one === room ? { ...room, readSeq: seq, unread } : one)) };
}
