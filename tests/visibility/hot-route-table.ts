/**
 * Who may ask for what, of the hot routes. `public`: anybody. `participant`: the chat's visitor, and operators who may see
 * the chat. `visitor`: the chat's visitor alone. `caller`: any visitor with a token, about themselves. `member`: operators
 * who may see the chat. `supervisor`: of these, those who supervise. `supervisors`: every supervisor and admin, about
 * their own departments. `operator`: whoever is signed in, about their own departments. `admin`; `secret`: by a secret of
 * the deployer, and no session.
 */
export type Access =
  | "public"
  | "participant"
  | "visitor"
  | "caller"
  | "member"
  | "supervisor"
  | "supervisors"
  | "operator"
  | "any"
  | "admin"
  | "secret";

type Row = { who: Access; body?: (chat: { epoch: number }) => unknown };

const id = "0192f0c4-7f3e-7abc-8def-0123456789ab";
const empty = () => ({});

/** A route that is not in here fails the test: say who may ask for it, with a body that is right. */
export const HOT_ROUTES: Record<string, Row> = {
  "GET /api/chats/[chatId]": { who: "participant" },
  "GET /api/chats/[chatId]/events": { who: "participant" },
  "POST /api/chats/[chatId]/messages": {
    who: "participant",
    body: ({ epoch }) => ({ clientId: id, body: "Hi", epoch }),
  },
  "POST /api/chats/[chatId]/closure": { who: "participant", body: empty },
  "POST /api/chats/[chatId]/typing": { who: "participant", body: empty },
  "POST /api/chats/[chatId]/files/links": { who: "participant", body: () => ({ fileIds: [id] }) },
  "POST /api/chats/[chatId]/contact": { who: "visitor", body: () => ({ email: "v@example.com" }) },
  "POST /api/chats/[chatId]/keep-open": { who: "visitor", body: empty },
  "POST /api/chats/[chatId]/rating": { who: "visitor", body: () => ({ score: 5 }) },
  "POST /api/chats/[chatId]/claim": { who: "member", body: empty },
  "POST /api/chats/[chatId]/hold": { who: "member", body: () => ({ held: true }) },
  "POST /api/chats/[chatId]/on-it": { who: "member", body: empty },
  "POST /api/chats/[chatId]/offer": { who: "member", body: () => ({ answer: "accept" }) },
  "POST /api/chats/[chatId]/notes": { who: "member", body: () => ({ clientId: id, body: "A note" }) },
  "GET /api/chats/[chatId]/mentionable": { who: "member" },
  "GET /api/chats/[chatId]/pages": { who: "member" },
  "GET /api/chats/[chatId]/transfer-targets": { who: "member" },
  "POST /api/chats/[chatId]/transfer": { who: "member", body: () => ({ departmentId: id }) },
  "POST /api/chats/[chatId]/take-over": { who: "supervisor", body: ({ epoch }) => ({ epoch }) },
  "POST /api/chats/[chatId]/whisper": {
    who: "supervisor",
    body: ({ epoch }) => ({ clientId: id, body: "Psst", epoch }),
  },
  "GET /api/board": { who: "supervisors" },
  "GET /api/alerts": { who: "supervisors" },
  "POST /api/alerts/[alertId]/acknowledgement": { who: "supervisors", body: empty },
  "GET /api/inbox": { who: "operator" },
  "GET /api/offline-messages": { who: "operator" },
  "GET /api/operators/me/mentions": { who: "operator" },
  "GET /api/operators/me/drafts": { who: "operator" },
  "GET /api/tags": { who: "operator" },
  "GET /api/views": { who: "operator" },
  "GET /api/inbox/counts": { who: "operator" },
  "PUT /api/operators/me/presence": { who: "operator", body: () => ({ intent: "away" }) },
};

/**
 * Routes whose refusals their own tests prove, because more than a chat is needed to ask: a file, a key, a view, a secret.
 * A new route belongs into the table above; in here only with such a test.
 */
export const PROVEN_ELSEWHERE: readonly string[] = [
  "DELETE /api/operators/me/push",
  "GET /api/backup",
  "GET /api/board/chats",
  "GET /api/chats",
  "GET /api/chats/[chatId]/drafts",
  "GET /api/chats/[chatId]/files/[fileId]",
  "GET /api/chats/[chatId]/visitor",
  "GET /api/embed/[key]",
  "GET /api/health",
  "GET /api/inbox/chats",
  "GET /api/installs",
  "GET /api/operators/me/push",
  "GET /api/search",
  "GET /api/visitors",
  "GET /api/visitors/[visitorId]/export",
  "GET /api/visitors/me/chats",
  "GET /embed/[key]",
  "GET /healthz",
  "GET /logos/[file]",
  "GET /metrics",
  "GET /readyz",
  "POST /api/chats",
  "POST /api/chats/[chatId]/block",
  "POST /api/chats/[chatId]/department",
  "POST /api/chats/[chatId]/files",
  "POST /api/chats/[chatId]/reopening",
  "POST /api/chats/[chatId]/snooze",
  "POST /api/chats/[chatId]/spam",
  "POST /api/chats/[chatId]/tags",
  "POST /api/chats/[chatId]/transcript",
  "POST /api/chats/[chatId]/unread",
  "POST /api/inbox/bulk",
  "POST /api/inbox/bulk/undo",
  "POST /api/offline-messages",
  "POST /api/offline-messages/[messageId]/handled",
  "POST /api/operators/me/mentions/read",
  "POST /api/operators/me/push/test",
  "POST /api/pulse",
  "POST /api/realtime/auth",
  "POST /api/tags",
  "POST /api/views",
  "POST /api/visitors/[visitorId]/chats",
  "POST /api/visitors/[visitorId]/erasure",
  "POST /api/visitors/me/erasure",
  "PUT /api/chats/[chatId]/drafts",
  "PUT /api/operators/me/push",
  "PUT /api/views/[viewId]",
  "PUT /api/views/order",
  "GET /api/canned-replies",
  "GET /api/rooms",
  "POST /api/rooms",
  "GET /api/rooms/[roomId]/events",
  "POST /api/rooms/[roomId]/messages",
  "PUT /api/rooms/[roomId]/read",
];
