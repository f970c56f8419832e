import { eq, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { madeOnce } from "@/db/made-once";
import { channels, chatSettings, chats, departments, operators } from "@/db/schema";
import { toArray } from "@/db/to-array";
import { togetherOn } from "@/db/together";
import type { Database } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { tagsOfChat } from "@/lib/tags/tags-of-chat";
import { toClockRules } from "@/lib/timeouts/arm-timers";
import { TELLS_OF_MESSAGES } from "@/lib/webhooks/queue-deliveries";
import type { SendMessageInput } from "../input-schemas";
import { badge, hasMember } from "../queries";

const companyRules = {
  closeIdle: chatSettings.closeIdle,
  closeIdleAfterMinutes: chatSettings.closeIdleAfterMinutes,
  reassign: chatSettings.reassign,
  reassignAfterMinutes: chatSettings.reassignAfterMinutes,
  notice: chatSettings.notice,
};
const departmentRules = {
  closeIdle: departments.closeIdle,
  closeIdleAfterMinutes: departments.closeIdleAfterMinutes,
  reassign: departments.reassign,
  reassignAfterMinutes: departments.reassignAfterMinutes,
  notice: departments.notice,
  overflowDepartmentId: departments.overflowDepartmentId,
  overflowAfterMinutes: departments.overflowAfterMinutes,
};

/**
 * By what the writer of a message is recognised: as whom a context knows them already, or by what their request carries,
 * which the read itself then looks up.
 */
export type Writer =
  | VisitorActor
  | OperatorActor
  | { type: "token"; tokenHash: string }
  | { type: "session"; sessionId: string };

/** A message that is about to be written, as far as it is read for. */
export type AskedMessage = { by: Writer; chatId: string; input: Pick<SendMessageInput, "after" | "anyway"> };

const writer = alias(operators, "writer");

/**
 * A value that the planner does not look at: else it would find a plan for each number of messages anew, which takes ten
 * times as long as the reading.
 */
const opaque = (name: string, type: string) => sql`(select ${sql.placeholder(name)}::${sql.raw(type)})`;

// What is asked, one row for each message; of the four that name its writer one is given. Typed arrays, and no list of
// values: the text is then the same for any number of messages, and kept.
const asked = sql`unnest(
    ${opaque("chatIds", "uuid[]")}, ${opaque("visitorIds", "uuid[]")}, ${opaque("tokenHashes", "text[]")},
    ${opaque("operatorIds", "uuid[]")}, ${opaque("sessionIds", "uuid[]")}, ${opaque("afters", "int[]")}
  ) with ordinality as asked (chat_id, visitor_id, token_hash, operator_id, session_id, after, place)`;
const of = (column: string) => sql.raw(`asked.${column}`);

const operatorOfSession = sql`(select s.operator_id from auth_sessions s where s.id = asked.session_id
  and s.revoked_at is null and s.expires_at > now())`;

/** Whether the session by which an operator writes is to be noted as seen; null where they do not write by one. */
const isSessionStale = sql<boolean | null>`(select s.last_seen_at < now() - interval '1 minute' from auth_sessions s
  where s.id = asked.session_id)`;

/** Which operator writes; none for a visitor. */
const isWriter = sql`${writer.id} = coalesce(asked.operator_id, ${operatorOfSession})
  and (asked.session_id is null or ${writer.deactivatedAt} is null)`;

/** Whether the chat is the visitor's who writes. */
const isOwn = sql<boolean>`coalesce(${chats.visitorId} = asked.visitor_id, exists (select 1 from visitors v
  where v.id = ${chats.visitorId} and v.token_hash = asked.token_hash and v.erased_at is null))`;

/** Selected, not joined: each further table makes the planner compare several times as many ways, once for each connection. */
const nameOf = (table: typeof operators | typeof departments, id: SQLWrapper) =>
  sql<string | null>`(select named.name from ${table} named where named.id = ${id})`;

const selectForMessages = madeOnce((db) =>
  db
    .select({
      place: sql<number>`asked.place`.mapWith(Number),
      chat: chats,
      version: sql<string>`${chats}.xmin::text`,
      now: sql`clock_timestamp()`.mapWith(chats.createdAt),
      company: { ...companyRules, maintenanceSince: chatSettings.maintenanceSince },
      department: { ...badge, ...departmentRules, verifiedOnly: departments.verifiedOnly },
      channel: {
        type: channels.type,
        name: channels.name,
        closeIdleAfterMinutes: channels.closeIdleAfterMinutes,
      },
      ownerName: nameOf(operators, chats.operatorId),
      offeredName: nameOf(operators, chats.offeredOperatorId),
      offeredDepartmentName: nameOf(departments, chats.offeredDepartmentId),
      isOwnerMember: hasMember(chats.operatorId),
      tags: tagsOfChat,
      isOwn,
      writer: { operatorId: writer.id, name: writer.name, role: writer.role },
      isSessionStale,
      isMember: hasMember(writer.id),
      tellsWebhooks: TELLS_OF_MESSAGES,
      hasNewerReply: sql<boolean>`asked.after is not null and ${newerReplyAfter(of("after"), writer.id)}`,
    })
    .from(asked)
    .innerJoin(chats, sql`${chats.id} = asked.chat_id`)
    // By its key: of a table of one row that nobody has counted the planner thinks hundreds, and plans for as many of all others.
    .innerJoin(chatSettings, sql`${chatSettings.id} = 1`)
    .innerJoin(departments, eq(departments.id, chats.departmentId))
    .innerJoin(channels, eq(channels.id, chats.channelId))
    .leftJoin(writer, isWriter)
    .prepare(""),
);

/**
 * In one read, without a lock, everything that ordinary messages need: who writes, the chat with the version of its row,
 * the rules of its clocks, the names that its row in the inbox shows, and the database's time. In the order of `messages`;
 * undefined: no such chat.
 */
async function readForMessages(db: Database, messages: readonly AskedMessage[]) {
  const found = await selectForMessages(db).execute({
    chatIds: toArray(messages.map(({ chatId }) => chatId)),
    visitorIds: toArray(messages.map(({ by }) => (by.type === "visitor" ? by.visitorId : null))),
    tokenHashes: toArray(messages.map(({ by }) => (by.type === "token" ? by.tokenHash : null))),
    operatorIds: toArray(messages.map(({ by }) => (by.type === "operator" ? by.operatorId : null))),
    sessionIds: toArray(messages.map(({ by }) => (by.type === "session" ? by.sessionId : null))),
    afters: toArray(messages.map(seenByOperator)),
  });
  const rows = new Map(found.map((row) => [row.place, row]));
  return messages.map(({ by }, index) => {
    const row = rows.get(index + 1);
    return row && { ...row, actor: actorOf(by, row), rules: toClockRules(row) };
  });
}

/** What an operator says that they have seen, where it matters. */
const seenByOperator = ({ by, input }: AskedMessage) =>
  (by.type === "operator" || by.type === "session") && !input.anyway ? (input.after ?? null) : null;

const reading = togetherOn(readForMessages);

/** The same for one message, by one statement with others that are asked for at the same time. */
export const readForMessage = (db: Database, message: AskedMessage) => reading(db)(message);

export type ReadForMessage = NonNullable<Awaited<ReturnType<typeof readForMessage>>>;

type Recognised = {
  chat: { visitorId: string };
  isOwn: boolean;
  writer: { operatorId: string; name: string; role: OperatorActor["role"] } | null;
};

/** Null for a stranger. */
function actorOf(by: Writer, { chat, isOwn, writer }: Recognised): VisitorActor | OperatorActor | null {
  if (by.type === "token") return isOwn ? { type: "visitor", visitorId: chat.visitorId } : null;
  if (by.type === "visitor") return isOwn ? by : null;
  if (by.type === "operator") return by;
  return writer && { type: "operator", ...writer, sessionId: by.sessionId };
}

/** Whether another operator than this one has said something in `chats` after a number. */
const newerReplyAfter = (after: SQLWrapper | number, operatorId: SQLWrapper | string) =>
  sql<boolean>`exists (select 1 from chat_events newer where newer.chat_id = ${chats.id} and newer.seq > ${after}
    and newer.kind = 'message' and newer.sender_type = 'operator' and newer.sender_id <> ${operatorId}::uuid)`;

/**
 * Whether another operator has said something in `chats` that the writer had not seen, as a condition; undefined where it
 * does not matter.
 */
export const newerReply = (
  actor: VisitorActor | OperatorActor,
  { after, anyway }: Pick<SendMessageInput, "after" | "anyway">,
) => (actor.type === "visitor" || after === undefined || anyway ? undefined : newerReplyAfter(after, actor.operatorId));
