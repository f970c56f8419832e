import { and, eq, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { madeOnce } from "@/db/made-once";
import { channels, chatSettings, chats, departments, operators } from "@/db/schema";
import type { Database } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { tagsOfChat } from "@/lib/tags/tags-of-chat";
import { toClockRules } from "@/lib/timeouts/arm-timers";
import { TELLS_OF_MESSAGES } from "@/lib/webhooks/queue-deliveries";
import type { SendMessageInput } from "../input-schemas";
import { badge, hasMember, offered, offeredDepartment } from "../queries";

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

const writer = alias(operators, "writer");
const placeholder = {
  visitorId: sql.placeholder("visitorId"),
  tokenHash: sql.placeholder("tokenHash"),
  operatorId: sql.placeholder("operatorId"),
  sessionId: sql.placeholder("sessionId"),
};

/** A session that was not noted as seen for a minute is for the slow way, which notes it. */
const operatorOfSession = sql`(select s.operator_id from auth_sessions s where s.id = ${placeholder.sessionId}
  and s.revoked_at is null and s.expires_at > now() and s.last_seen_at >= now() - interval '1 minute')`;

/** Which operator writes; none for a visitor. */
const isWriter: Record<Writer["type"], SQL | undefined> = {
  visitor: sql`false`,
  token: sql`false`,
  operator: eq(writer.id, placeholder.operatorId),
  session: and(eq(writer.id, operatorOfSession), isNull(writer.deactivatedAt)),
};

/** Whether the chat is the visitor's who writes. */
const isOwn: Record<Writer["type"], SQL<boolean>> = {
  visitor: sql`${chats.visitorId} = ${placeholder.visitorId}::uuid`,
  token: sql`exists (select 1 from visitors v
    where v.id = ${chats.visitorId} and v.token_hash = ${placeholder.tokenHash} and v.erased_at is null)`,
  operator: sql`false`,
  session: sql`false`,
};

const selectForMessage = (type: Writer["type"], asksForNewer: boolean) =>
  madeOnce((db) =>
    db
      .select({
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
        ownerName: operators.name,
        offeredName: offered.name,
        offeredDepartmentName: offeredDepartment.name,
        isOwnerMember: hasMember(chats.operatorId),
        tags: tagsOfChat,
        isOwn: isOwn[type],
        writer: { operatorId: writer.id, name: writer.name, role: writer.role },
        isMember: hasMember(writer.id),
        tellsWebhooks: TELLS_OF_MESSAGES,
        hasNewerReply: asksForNewer ? newerReplyAfter(sql.placeholder("after"), writer.id) : sql<boolean>`false`,
      })
      .from(chats)
      .innerJoin(chatSettings, sql`true`)
      .innerJoin(departments, eq(departments.id, chats.departmentId))
      .innerJoin(channels, eq(channels.id, chats.channelId))
      .leftJoin(operators, eq(operators.id, chats.operatorId))
      .leftJoin(offered, eq(offered.id, chats.offeredOperatorId))
      .leftJoin(offeredDepartment, eq(offeredDepartment.id, chats.offeredDepartmentId))
      .leftJoin(writer, isWriter[type])
      .where(eq(chats.id, sql.placeholder("chatId")))
      .prepare(""),
  );

const reads = {
  visitor: selectForMessage("visitor", false),
  token: selectForMessage("token", false),
  operator: selectForMessage("operator", false),
  session: selectForMessage("session", false),
};
/** For operators who have said what they had seen of the chat. */
const readsAfter = { operator: selectForMessage("operator", true), session: selectForMessage("session", true) };

/**
 * In one read, without a lock, everything that an ordinary message needs: who writes, the chat with the version of its
 * row, the rules of its clocks, the names that its row in the inbox shows, and the database's time. Undefined: no such chat.
 */
export async function readForMessage(
  db: Database,
  by: Writer,
  chatId: string,
  { after, anyway }: Pick<SendMessageInput, "after" | "anyway">,
) {
  const isSide = by.type === "operator" || by.type === "session";
  const read = isSide && after !== undefined && !anyway ? readsAfter[by.type] : reads[by.type];
  const [row] = await read(db).execute({ ...by, chatId, after });
  return row && { ...row, actor: actorOf(by, row), rules: toClockRules(row) };
}

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
