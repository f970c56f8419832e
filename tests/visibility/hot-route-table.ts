import { uuidv7 } from "@/lib/ids";
import { startInput, unique } from "@/tests/support/factories";

/**
 * Who may ask for what, of the hot routes. `public`: anybody. `participant`: the chat's visitor, and operators who may see
 * the chat. `visitor`: the chat's visitor alone. `caller`: any visitor with a token, about themselves. `member`: operators
 * who may see the chat. `supervisor`: of these, those who supervise. `supervisors`: every supervisor and admin, about
 * their own departments. `operator`: whoever is signed in, about their own departments. `any`: whoever is signed in or has
 * a token, about themselves. `room`: the members of a department alone, whatever their role. `channel`: `member`, where
 * visitors may ask as well. `admin`; `secret`: by a secret of the deployer, and no session.
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
  | "room"
  | "channel"
  | "any"
  | "admin"
  | "secret";

/** A chat that its owner has, and what is beside it in its department. */
export type Scene = {
  id: string;
  epoch: number;
  ownerId: string;
  visitorId: string;
  departmentId: string;
  /** Of the department's own snippet. */
  key: string;
  /** An offline message of the department. */
  messageId: string;
};

type Row = {
  who: Access;
  body?: (scene: Scene) => unknown;
  query?: (scene: Scene) => string;
  /** It names something that is not there: whoever may is answered that. */
  isMissing?: true;
};

const id = "0192f0c4-7f3e-7abc-8def-0123456789ab";
const empty = () => ({});
const query = { tab: "mine", departmentId: null, status: null, unread: false, unanswered: false, tagIds: [] };
const device = { endpoint: "https://push.example.com/nobody" };
const keys = { p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) };

/** A route that is not in here fails the test: say who may ask for it, with a body that is right. */
export const HOT_ROUTES: Record<string, Row> = {
  "GET /api/chats/[chatId]": { who: "participant" },
  "GET /api/chats/[chatId]/events": { who: "participant", query: () => "?after=0" },
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
  "POST /api/chats/[chatId]/viewing": { who: "member", body: () => ({ isHere: true }) },
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
  "POST /api/alerts/[alertId]/acknowledgement": { who: "supervisors", body: empty, isMissing: true },
  "GET /api/inbox": { who: "operator" },
  "GET /api/offline-messages": { who: "operator" },
  "GET /api/operators/me/mentions": { who: "operator" },
  "GET /api/operators/me/reviews": { who: "operator" },
  "GET /api/operators/me/drafts": { who: "operator" },
  "GET /api/tags": { who: "operator" },
  "GET /api/views": { who: "operator" },
  "GET /api/inbox/counts": { who: "operator" },
  "PUT /api/operators/me/presence": { who: "operator", body: () => ({ intent: "away" }) },
  "POST /api/chats/[chatId]/block": { who: "member", body: () => ({ hours: null }) },
  "POST /api/chats/[chatId]/department": { who: "visitor", body: ({ departmentId }) => ({ departmentId }) },
  "POST /api/chats/[chatId]/reopening": { who: "member", body: empty },
  "POST /api/chats/[chatId]/snooze": { who: "member", body: () => ({ until: null }) },
  "POST /api/chats/[chatId]/spam": { who: "member", body: () => ({ spam: true }) },
  "POST /api/chats/[chatId]/tags": { who: "member", body: empty },
  "POST /api/chats/[chatId]/unread": { who: "member", body: () => ({ unread: true }) },
  "GET /api/chats/[chatId]/drafts": { who: "operator" },
  "PUT /api/chats/[chatId]/drafts": { who: "member", body: () => ({ kind: "note", body: "A draft" }) },
  "GET /api/chats/[chatId]/visitor": { who: "member" },
  "GET /api/chats": { who: "caller", query: ({ key }) => `?key=${key}` },
  "POST /api/chats": { who: "caller", body: ({ key }) => startInput(key) },
  "GET /api/board/chats": { who: "supervisor", query: ({ departmentId }) => `?departmentId=${departmentId}` },
  "GET /api/inbox/chats": { who: "operator", query: () => "?list=all" },
  "POST /api/inbox/bulk": { who: "operator", body: ({ id }) => ({ action: { do: "wake" }, chatIds: [id] }) },
  "POST /api/inbox/bulk/undo": { who: "operator", body: ({ id }) => ({ items: [{ chatId: id, from: 1, seq: 1 }] }) },
  "GET /api/search": { who: "operator", query: () => "?q=anyone" },
  "POST /api/tags": { who: "operator", body: () => ({ name: unique("Tag") }) },
  "POST /api/views": { who: "operator", body: () => ({ name: unique("View"), query, audience: { for: "me" } }) },
  "PUT /api/views/[viewId]": { who: "operator", body: () => ({ deleted: true }), isMissing: true },
  "PUT /api/views/order": { who: "operator", body: () => ({ ids: [] }) },
  "GET /api/canned-replies": { who: "operator" },
  "POST /api/operators/me/mentions/read": { who: "operator", body: empty },
  "POST /api/operators/me/reviews/read": {
    who: "operator",
    body: ({ id }) => ({ chatId: id, seen: new Date(0).toISOString() }),
  },
  "GET /api/operators/me/push": { who: "operator" },
  "PUT /api/operators/me/push": { who: "operator", body: () => ({ ...device, keys }) },
  "DELETE /api/operators/me/push": { who: "operator", body: () => device },
  "POST /api/operators/me/push/test": { who: "operator", body: () => device, isMissing: true },
  "POST /api/offline-messages": {
    who: "caller",
    body: ({ key }) => ({ key, clientId: uuidv7(), name: "Vera", email: "vera@example.com", body: "Call me" }),
  },
  "POST /api/offline-messages/[messageId]/handled": { who: "member", body: () => ({ handled: false }) },
  "POST /api/pulse": { who: "any", body: empty },
  "POST /api/realtime/auth": {
    who: "channel",
    body: ({ id: chatId, epoch }) => ({ socketId: "1.1", channelName: `presence-chat-${chatId}-${epoch}` }),
  },
  "GET /api/rooms": { who: "operator" },
  "POST /api/rooms": { who: "operator", body: ({ ownerId }) => ({ operatorId: ownerId }) },
  "GET /api/rooms/[roomId]/events": { who: "room", query: () => "?after=0" },
  "POST /api/rooms/[roomId]/messages": { who: "room", body: () => ({ clientId: uuidv7(), body: "Hello" }) },
  "PUT /api/rooms/[roomId]/read": { who: "room", body: () => ({ seq: 0 }) },
  "GET /api/visitors": { who: "operator" },
  "POST /api/visitors/[visitorId]/chats": {
    who: "member",
    body: ({ departmentId }) => ({ clientId: uuidv7(), departmentId, body: "May I help?" }),
  },
  "GET /api/visitors/[visitorId]/export": { who: "admin" },
  "POST /api/visitors/[visitorId]/erasure": { who: "admin", body: () => ({ confirm: true }) },
  "GET /api/visitors/me/chats": { who: "caller", query: ({ key }) => `?key=${key}` },
  "POST /api/visitors/me/erasure": { who: "caller", body: () => ({ confirm: true }) },
  "GET /api/installs": { who: "admin" },
  "GET /api/embed/[key]": { who: "public" },
  "GET /logos/[file]": { who: "public", isMissing: true },
  "GET /api/health": { who: "public" },
  "GET /healthz": { who: "public" },
  "GET /api/backup": { who: "secret" },
};

/**
 * Routes that this table has no case for, because they need more than a chat: a stored file, an address that a site vouches
 * for, built files, a secret of the environment. Each names the test that proves who may; that it is there is checked.
 */
export const PROVEN_ELSEWHERE: Record<string, { file: string; test: string }> = {
  "POST /api/channels/[channelId]/updates": {
    file: "lib/api/channels/updates.db.test.ts",
    test: "is the same wall for a wrong secret, none, another channel's, and a channel that is not there",
  },
  "POST /api/canned-replies/files": {
    file: "lib/api/replies/reply-files.db.test.ts",
    test: "comes from operators alone, and from a page of ours",
  },
  "GET /api/canned-replies/files/[fileId]": {
    file: "lib/api/replies/reply-files.db.test.ts",
    test: "is loaded by those who may send its reply, and by nobody else",
  },
  "POST /api/chats/[chatId]/files": {
    file: "lib/api/files/access.db.test.ts",
    test: "send files into their own chats, from a page of ours alone",
  },
  "GET /api/chats/[chatId]/files/[fileId]": {
    file: "lib/api/files/access.db.test.ts",
    test: "load what was sent into chats of their departments, and nobody else's",
  },
  "GET /api/audit/csv": { file: "lib/api/audit/csv.db.test.ts", test: "is for admins alone" },
  "GET /api/reports/chats/csv": {
    file: "lib/api/reports/csv.db.test.ts",
    test: "has only what its reader may see, and none of it for operators and strangers",
  },
  "GET /api/reports/availability/csv": {
    file: "lib/api/reports/csv.db.test.ts",
    test: "of availability is of the departments of its reader alone, in stretches of one state",
  },
  "GET /api/reviews/csv": {
    file: "lib/api/reviews/csv.db.test.ts",
    test: "has what its reader sees as a list, and nothing for strangers",
  },
  "GET /api/reports/csv": {
    file: "lib/api/reports/csv.db.test.ts",
    test: "is for supervisors of the department and admins alone",
  },
  "POST /api/chats/[chatId]/transcript": {
    file: "lib/api/visitors/visitors.db.test.ts",
    test: "never goes to a typed address, to a stranger, or where nobody has allowed it",
  },
  "GET /embed/[key]": {
    file: "lib/embed/responses.test.ts",
    test: "the public configuration has no field that is not meant for visitors",
  },
  "GET /api/v1/[...path]": {
    file: "lib/api/public/access.db.test.ts",
    test: "answers every key that is none alike, and nobody who is signed in",
  },
  "POST /api/v1/[...path]": {
    file: "lib/api/public/access.db.test.ts",
    test: "answers every key that is none alike, and nobody who is signed in",
  },
  "DELETE /api/v1/[...path]": {
    file: "lib/api/public/access.db.test.ts",
    test: "answers every key that is none alike, and nobody who is signed in",
  },
  "GET /metrics": {
    file: "lib/health/answer-metrics.db.test.ts",
    test: "a wrong token, one in the address and none at all are refused",
  },
  "GET /readyz": {
    file: "lib/health/readiness.test.ts",
    test: "with the database away nothing is ready, and nothing is said of its address",
  },
};
