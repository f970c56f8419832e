import type { World } from "@/tests/faults/world";
import type { Target } from "./sqlmap";

/** Requests that lead to the database with something that a person can type, of each kind of caller. */
export function targetsOf({ seeded, visitors }: World, adminCookie: string): Target[] {
  const [visitor] = visitors;
  const chatId = visitor?.chatId ?? "";
  const asVisitor = visitor?.caller.headers ?? {};
  const asAdmin = { Cookie: adminCookie };
  const get = (name: string, path: string, headers: Record<string, string>): Target => ({
    name,
    method: "GET",
    path,
    headers,
  });
  const post = (name: string, path: string, body: object, headers: Record<string, string>): Target => ({
    name,
    method: "POST",
    path,
    body,
    headers,
  });
  const { key, id } = seeded.automatic;
  const clientId = "01890a5d-ac96-774b-bcce-b302099a8057";
  return [
    get("frame", `/embed/${key}?preview=1`, {}),
    post("start of a chat", "/api/chats", { key, clientId, name: "Vera", body: "Hello", locale: "en" }, asVisitor),
    get("a visitor's chats", `/api/chats?key=${key}`, asVisitor),
    get("timeline", `/api/chats/${chatId}/events?after=0&limit=10`, asVisitor),
    post("message", `/api/chats/${chatId}/messages`, { clientId, body: "Hello", after: 1 }, asVisitor),
    post("pulse", "/api/pulse", { chatIds: [chatId] }, asVisitor),
    post(
      "realtime",
      "/api/realtime/auth",
      { socketId: "1.1", channelName: `private-visitor-chat-${chatId}` },
      asVisitor,
    ),
    get("search", "/api/search?q=hello&zone=UTC&limit=10", asAdmin),
    get("lists of the inbox", `/api/inbox/chats?list=all&department=${id}&status=active&limit=10`, asAdmin),
    get("report", `/api/reports/csv?period=week&group=department&department=${id}`, asAdmin),
    get("log of changes", "/api/audit/csv?kind=tag&from=2026-01-01&to=2026-12-31", asAdmin),
    get("a foreign key", "/api/v1/departments?cursor=a&limit=5", { Authorization: "Bearer none" }),
  ];
}
