import { describe, expect, test } from "vitest";
import type { ChatEventDto } from "@/lib/chats/schemas";
import type { RoomDto } from "@/lib/rooms/schemas";
import { roomOf, type TeamAction, type TeamState, teamReducer, unreadRooms } from "./team-state";

const ME = "00000000-0000-4000-8000-000000000001";
const BORIS = "00000000-0000-4000-8000-000000000002";

const room = (id: string, patch: Partial<RoomDto> = {}): RoomDto => ({
  id,
  department: null,
  colleague: { id: BORIS, name: "Boris", isActive: true },
  lastSeq: 0,
  readSeq: 0,
  unread: 0,
  lastMessage: null,
  ...patch,
});

const start = (...rooms: RoomDto[]): TeamState => ({
  operator: { id: ME, name: "Anna" },
  rooms,
  colleagues: [],
  openedId: null,
});

const message = (chatId: string, seq: number, id = BORIS): TeamAction => ({
  type: "message",
  preview: `text ${seq}`,
  event: {
    chatId,
    seq,
    prev: seq - 1,
    kind: "message",
    sender: { type: "operator", id, name: "Boris" },
    data: {},
    createdAt: `2026-05-12T12:00:0${seq}.000Z`,
  } satisfies ChatEventDto,
});

const fold = (state: TeamState, ...actions: TeamAction[]) => actions.reduce(teamReducer, state);

describe("a room's row", () => {
  test("counts what others write, once however often it is heard, and comes to the top", () => {
    const state = fold(start(room("a"), room("b")), message("b", 1), message("b", 1), message("b", 2));
    expect(state.rooms.map(({ id, unread }) => [id, unread])).toEqual([
      ["b", 2],
      ["a", 0],
    ]);
    expect(unreadRooms(state)).toBe(1);
    expect(roomOf(state, "b")?.lastMessage).toMatchObject({ preview: "text 2", by: { name: "Boris" } });
  });

  test("has nothing unread once one has written in it oneself, or read it on another device", () => {
    const state = fold(start(room("a")), message("a", 1), message("a", 2, ME));
    expect(roomOf(state, "a")).toMatchObject({ unread: 0, readSeq: 2 });
    const read = { type: "read", roomId: "a", operatorId: ME, seq: 1 } as const;
    expect(roomOf(fold(start(room("a")), message("a", 1), read), "a")).toMatchObject({ unread: 0, readSeq: 1 });
  });

  test("is not turned back by a mark or a list that comes late, nor by how far somebody else has read", () => {
    const now = fold(start(room("a")), message("a", 1), message("a", 2));
    const late: TeamAction = { type: "snapshot", rooms: { ...start(room("a", { lastSeq: 1, unread: 1 })) } };
    expect(roomOf(fold(now, late), "a")).toMatchObject({ lastSeq: 2, unread: 2 });
    expect(fold(now, { type: "read", roomId: "a", operatorId: BORIS, seq: 2 })).toBe(now);
    expect(fold(now, { type: "read", roomId: "a", operatorId: ME, seq: 0 })).toBe(now);
  });

  test("takes over what a newer list says, and goes with it when it is no room of mine any more", () => {
    const now = fold(start(room("a"), room("b")), message("a", 1));
    const next = fold(now, { type: "snapshot", rooms: start(room("a", { lastSeq: 1, readSeq: 1 })) });
    expect(next.rooms.map(({ id, unread }) => [id, unread])).toEqual([["a", 0]]);
  });
});
