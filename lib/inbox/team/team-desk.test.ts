import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TeamDesk } from "./team-desk";

const ME = { id: "me", name: "Anna" };
const ROOM = {
  id: "00000000-0000-4000-8000-000000000001",
  department: null,
  colleague: { id: "boris", name: "Boris", isActive: true },
  lastSeq: 3,
  readSeq: 1,
  unread: 2,
  lastMessage: null,
};

/** A server whose answers to "read up to" are given one after the other. */
function desk(...statuses: number[]) {
  const asked: unknown[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    if (init.method !== "PUT") return Response.json({}, { status: 503 });
    asked.push([path, JSON.parse(String(init.body))]);
    return Response.json({}, { status: statuses.shift() ?? 200 });
  });
  const team = new TeamDesk({
    rooms: { operator: ME, rooms: [ROOM], colleagues: [] },
    openedId: null,
    storage: { get: () => null, set: () => true, remove: () => undefined },
    exclusively: (_, work) => work(),
  });
  return { team, asked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("how far was read", () => {
  test("is told once", async () => {
    const { team, asked } = desk();
    team.markRead(ROOM.id, 3);
    team.markRead(ROOM.id, 3);
    await vi.advanceTimersByTimeAsync(10_000);
    await team.sync();
    expect(asked).toEqual([[`/api/rooms/${ROOM.id}/read`, { seq: 3 }]]);
  });

  test("is told again until the server has heard it", async () => {
    const { team, asked } = desk(503, 503, 200);
    team.markRead(ROOM.id, 3);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(3);
  });

  test("is not told again when it was refused, nor after the page was left", async () => {
    const { team, asked } = desk(404, 503);
    team.markRead(ROOM.id, 2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(1);
    team.markRead(ROOM.id, 3);
    await vi.advanceTimersByTimeAsync(1);
    team.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(2);
  });

  test("is not told again when the page was left before the server had answered", async () => {
    const { team, asked } = desk(503);
    team.markRead(ROOM.id, 3);
    team.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(1);
  });
});
