import { describe, expect, test } from "vitest";
import { departmentStates } from "@/db/schema";
import { setChat } from "@/tests/support/chat-rows";
import { testDatabase } from "@/tests/support/database";
import { asVisitor, createChat, createDepartment, createOperator } from "@/tests/support/factories";
import { bearer, ORIGIN, signedIn } from "@/tests/support/requests";
import { GET as AVAILABILITY } from "./availability-csv";
import { GET as CHATS } from "./chats-csv";
import { GET } from "./csv";

const ask = (query: Record<string, string>, headers: Record<string, string>) =>
  GET(new Request(`${ORIGIN}/api/reports/csv?${new URLSearchParams(query)}`, { headers }), {
    params: Promise.resolve({}),
  });

const askChats = (query: Record<string, string>, headers: Record<string, string>) =>
  CHATS(new Request(`${ORIGIN}/api/reports/chats/csv?${new URLSearchParams(query)}`, { headers }), {
    params: Promise.resolve({}),
  });

describe("the file of a report", () => {
  test("has a line for each row, and no name in it is a formula", async () => {
    const department = await createDepartment({ name: `=HYPERLINK("https://evil.example", "A, B")` });
    await createChat(department);
    const { id } = await createOperator({ role: "supervisor", departmentIds: [department.id] });
    const answer = await ask({ group: "department", period: "week", from: "", to: "" }, await signedIn(id));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="report-department-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const [head, row, ...rest] = new TextDecoder("utf-8", { ignoreBOM: true })
      .decode(await answer.arrayBuffer())
      .split("\r\n");
    expect(head).toMatch(/^\ufeffdepartment,department_name,chats,wait_median_seconds,/);
    expect(row).toMatch(`${department.id},"'=HYPERLINK(""https://evil.example"", ""A, B"")",1,,`);
    expect(rest).toEqual([""]);
  });

  test("is for supervisors of the department and admins alone", async () => {
    const [department, elsewhere] = [await createDepartment(), await createDepartment()];
    const as = async (role: "operator" | "supervisor" | "admin", ...departmentIds: string[]) =>
      signedIn((await createOperator({ role, departmentIds })).id);
    const status = async (headers: Record<string, string>) =>
      (await ask({ department: department.id }, headers)).status;
    expect(await status({ origin: ORIGIN })).toBe(401);
    expect(await status(bearer((await asVisitor()).token))).toBe(401);
    expect(await status(await as("operator", department.id))).toBe(403);
    expect(await status(await as("supervisor", elsewhere.id))).toBe(403);
    expect(await status(await as("supervisor", department.id))).toBe(200);
    expect(await status(await as("admin"))).toBe(200);
  });

  test("of its chats has a line for each, and no name in it is a formula", async () => {
    const department = await createDepartment();
    const { id: chatId } = await createChat(department);
    await setChat(chatId, { visitorName: "=cmd|' /C calc'!A0" });
    const { id } = await createOperator({ role: "supervisor", departmentIds: [department.id] });
    const answer = await askChats({ period: "week" }, await signedIn(id));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="chats-chats-[\d-]+\.csv"$/);
    const [head, row, ...rest] = (await answer.text()).split("\r\n");
    expect(head).toMatch(/chat,began_at,began_local,department,operator,channel,visitor,wait_seconds,/);
    expect(row).toMatch(new RegExp(`^${chatId},\\d{4}-.*Z,\\d{4}-\\d\\d-\\d\\d \\d\\d:`));
    expect(row).toContain(",'=cmd|' /C calc'!A0,");
    expect(rest).toEqual([""]);
  });

  test("has only what its reader may see, and none of it for operators and strangers", async () => {
    const [own, foreign] = [await createDepartment(), await createDepartment()];
    const [mine, moved, theirs] = [await createChat(own), await createChat(own), await createChat(foreign)];
    for (const { id } of [mine, moved, theirs]) await setChat(id, { visitorName: `Visitor ${id}` });
    await setChat(moved.id, { departmentId: foreign.id });
    const as = async (role: "operator" | "supervisor" | "admin", ...departmentIds: string[]) =>
      signedIn((await createOperator({ role, departmentIds })).id);
    const text = await (await askChats({}, await as("supervisor", own.id))).text();
    expect(text).toContain(`Visitor ${mine.id}`);
    // It was theirs, and its visitor is now somebody else's.
    expect(text).toContain(moved.id);
    expect(text).not.toContain(`Visitor ${moved.id}`);
    expect(text).not.toContain(theirs.id);
    const refused = { department: foreign.id };
    expect((await askChats(refused, await as("supervisor", own.id))).status).toBe(403);
    expect((await askChats({}, await as("operator", own.id))).status).toBe(403);
    expect((await askChats({}, { origin: ORIGIN })).status).toBe(401);
    expect((await askChats({}, bearer((await asVisitor()).token))).status).toBe(401);
    expect((await askChats(refused, await as("admin"))).status).toBe(200);
  });

  test("of availability is of the departments of its reader alone, in stretches of one state", async () => {
    const [own, foreign] = [await createDepartment({ name: "=1+1" }), await createDepartment()];
    const db = await testDatabase();
    const note = (departmentId: string, time: string, state: "online" | "nobody" | "closed") =>
      db.insert(departmentStates).values({ departmentId, since: new Date(`2026-06-01T${time}:00Z`), state });
    for (const { id } of [own, foreign]) await note(id, "08:00", "online");
    await note(own.id, "12:30", "nobody");
    await note(own.id, "12:31", "online");
    await note(own.id, "16:00", "closed");
    const askAvailability = (query: Record<string, string>, headers: Record<string, string>) =>
      AVAILABILITY(new Request(`${ORIGIN}/api/reports/availability/csv?${new URLSearchParams(query)}`, { headers }), {
        params: Promise.resolve({}),
      });
    const as = async (role: "operator" | "supervisor" | "admin", ...departmentIds: string[]) =>
      signedIn((await createOperator({ role, departmentIds })).id);
    const day = { period: "custom", from: "2026-06-01", to: "2026-06-01" };
    const boss = await as("supervisor", own.id);
    const answer = await askAvailability({ ...day, department: own.id }, boss);
    expect(answer.headers.get("content-disposition")).toBe(
      'attachment; filename="availability-2026-06-01-2026-06-01.csv"',
    );
    const [head, ...lines] = (await answer.text()).split("\r\n");
    expect(head).toBe("department,department_name,from,to,from_local,to_local,minutes,state");
    const cells = lines.slice(0, -1).map((line) => line.split(","));
    for (const [id, name] of cells) expect([id, name]).toEqual([own.id, "'=1+1"]);
    expect(cells.map(([, , , , from, to, minutes, state]) => [from, to, minutes, state].join(" "))).toEqual([
      "2026-06-01 00:00:00 2026-06-01 08:00:00 480 unknown",
      "2026-06-01 08:00:00 2026-06-01 12:30:00 270 online",
      "2026-06-01 12:30:00 2026-06-01 12:31:00 1 nobody",
      "2026-06-01 12:31:00 2026-06-01 16:00:00 209 online",
      "2026-06-01 16:00:00 2026-06-02 00:00:00 480 closed",
    ]);
    expect(cells[1]?.slice(2, 4)).toEqual(["2026-06-01T08:00:00.000Z", "2026-06-01T12:30:00.000Z"]);
    expect(await (await askAvailability(day, boss)).text()).not.toContain(foreign.id);
    expect((await askAvailability({ ...day, department: foreign.id }, boss)).status).toBe(403);
    expect((await askAvailability(day, await as("operator", own.id))).status).toBe(403);
    expect((await askAvailability(day, { origin: ORIGIN })).status).toBe(401);
    expect((await askAvailability({ period: "custom" }, boss)).status).toBe(422);
    expect(await (await askAvailability(day, await as("admin"))).text()).toContain(foreign.id);
  });

  test.each<Record<string, string>>([
    { of: "everything" },
    { before: "1" },
    { group: "operator", row: "x" },
    { group: "hour", row: "24" },
    { group: "day", row: "2026-02-30" },
  ])("of chats is refused for %j", async (query) => {
    const { id } = await createOperator({ role: "admin" });
    expect((await askChats(query, await signedIn(id))).status).toBe(422);
  });

  test.each<Record<string, string>>([
    { period: "custom" },
    { period: "custom", from: "2026-02-30", to: "2026-03-01" },
    { period: "custom", from: "2026-03-02", to: "2026-03-01" },
    { period: "custom", from: "2024-01-01", to: "2026-03-01" },
    { group: "visitor" },
    { department: "x" },
  ])("is refused for %j", async (query) => {
    const { id } = await createOperator({ role: "admin" });
    expect((await ask(query, await signedIn(id))).status).toBe(422);
  });
});
