import { and, eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats, company, departments, legs, visitors, WEB_CHANNEL_ID } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { isBlocked } from "@/lib/blocks/assert-not-blocked";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError, notFound } from "@/lib/errors";
import type { Identity } from "@/lib/identity/schemas";
import { isHere, seesChat } from "@/lib/presences/queries";
import type { StartWithVisitorInput } from "@/lib/presences/schemas";
import { decidedByPerson } from "@/lib/routing/rules";
import { noteVisit } from "@/lib/visits/note-visit";
import { canSeeDepartment } from "../access";
import { giveToOperator } from "../change-owner";
import { announce } from "../entries/announce";
import { appendEvent, appendEvents } from "../entries/append-event";
import type { ChatRow } from "../entries/entry";
import { messageEntry } from "../messages/message-entry";
import { getInboxChat } from "../queries";
import type { InboxChatDto } from "../schemas";
import { factsOf } from "./facts-of";

type Presence = {
  department_id: string | null;
  page_url: string;
  page_title: string | null;
  referrer: string | null;
  user_agent: string;
  identity: Identity | null;
  seen_at: string;
};

/** Why nobody can be written to now, for whoever asks to read it. */
const refuse = (reason: string, message: string, data: Record<string, unknown> = {}) =>
  new DomainError("conflict", message, { data: { reason, ...data } });

/**
 * Begins a chat with a visitor who is on a page now, for the acting operator, with their first message. The same request
 * twice finds the first chat. Whatever begins with this visitor at the same moment comes one after the other: of two
 * operators the later one is refused, and a visitor who begins is in the operator's chat.
 * @throws DomainError `not_found`; `forbidden` (not their department); `conflict` with `data.reason`: `left`,
 * `elsewhere` (the page is another department's), `chatting` (`owner` is with whom, where this operator may know),
 * `disabled`, `blocked`, `consent` (what they agreed to is not what the company asks now), `unknown` (the department
 * talks to visitors whom their site vouches for)
 * Emits what a start and an operator's message emit.
 */
export async function startWithVisitor(
  ctx: Context<OperatorActor>,
  visitorId: string,
  input: StartWithVisitorInput,
): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    if (!(await canSeeDepartment(tx, actor, input.departmentId))) {
      throw new DomainError("forbidden", "Not your department");
    }
    // As a visitor's own start does, and a block.
    const [visitor] = await tx.select().from(visitors).where(eq(visitors.id, visitorId)).for("no key update");
    if (!visitor || visitor.erasedAt) throw notFound();
    const started = await findStarted(tx, actor, visitorId, input);
    if (started) return getInboxChat(tx, started.id);
    const presence = await findHere(tx, visitorId);
    if (!presence) throw refuse("left", "The visitor has left");
    if (presence.department_id !== null && presence.department_id !== input.departmentId) {
      throw refuse("elsewhere", "The page belongs to another department");
    }
    await assertFree(tx, actor, visitorId);
    if (await isBlocked(tx, visitorId)) throw refuse("blocked", "The visitor is blocked");
    const [department] = await tx.select().from(departments).where(eq(departments.id, input.departmentId)).for("share");
    if (!department) throw notFound();
    if (department.disabled) throw refuse("disabled", "The department takes no chats");
    if (department.verifiedOnly && !presence.identity) throw refuse("unknown", "Nobody vouches for this visitor");
    const known = await findKnown(tx, actor, visitorId);
    const [chat] = await tx
      .insert(chats)
      .values({
        visitorId,
        startClientId: input.clientId,
        startedById: actor.operatorId,
        departmentId: department.id,
        visitorName: presence.identity?.name ?? known?.visitor_name ?? "",
        visitorEmail: presence.identity?.email ?? known?.visitor_email ?? null,
        visitorPhone: known?.visitor_phone ?? null,
        consent: await agreedTo(tx, visitorId),
        identity: presence.identity,
        locale: visitor.locale,
        pageUrl: presence.page_url,
        pageTitle: presence.page_title,
        referrer: presence.referrer,
        userAgent: presence.user_agent,
        visitorSeenAt: new Date(presence.seen_at),
        weight: sql`(select weight from channels where id = ${WEB_CHANNEL_ID})`,
      })
      .returning();
    if (!chat) throw new Error("insert returned no row");
    const first = await begin(tx, chat, department.name, actor);
    await noteVisit(tx, chat.id, { url: presence.page_url, title: presence.page_title });
    const chosen = await factsOf(tx, actor, department.id);
    const decision = decidedByPerson("accepted", chosen);
    const given = await giveToOperator({ tx, emit, touch }, first, { kind: "claimed", operator: actor, decision });
    const [said] = await appendEvents(tx, [messageEntry(given.chat, actor, input)]);
    if (said) await announce(tx, emit, said.chat, { ...said.event, senderName: actor.name });
    return getInboxChat(tx, chat.id);
  });
}

async function begin(tx: Transaction, chat: ChatRow, departmentName: string, { name, operatorId }: OperatorActor) {
  const data = { departmentName, operatorName: name, operatorId };
  const started = await appendEvent(tx, chat, { kind: "started", senderType: "system", data });
  const { id: chatId, departmentId, queuedSince: queuedAt } = chat;
  await tx.insert(legs).values({ chatId, departmentId, queuedAt, fromSeq: 1 });
  return started.chat;
}

async function findStarted(
  tx: Transaction,
  { operatorId }: OperatorActor,
  visitorId: string,
  { clientId }: StartWithVisitorInput,
) {
  const isSame = and(eq(chats.visitorId, visitorId), eq(chats.startClientId, clientId));
  const [chat] = await tx.select().from(chats).where(isSame);
  if (chat && chat.startedById !== operatorId) {
    throw new DomainError("idempotency_mismatch", "This clientId was used for another chat");
  }
  return chat;
}

async function findHere(tx: Transaction, visitorId: string): Promise<Presence | undefined> {
  const [presence] = await rows<Presence>(
    tx,
    sql`select p.* from visitor_presences p where p.visitor_id = ${visitorId} and ${isHere}`,
  );
  return presence;
}

async function assertFree(tx: Transaction, actor: OperatorActor, visitorId: string): Promise<void> {
  const [open] = await rows<{ owner: string | null; id: string; is_seen: boolean }>(
    tx,
    sql`select c.id, o.name as owner, ${seesChat(actor)} as is_seen from chats c
        left join operators o on o.id = c.operator_id
        where c.visitor_id = ${visitorId} and c.status <> 'closed' limit 1`,
  );
  if (!open) return;
  const told = open.is_seen ? { owner: open.owner ?? "", chatId: open.id } : {};
  throw refuse("chatting", "The visitor has an open chat", told);
}

/** What they told in an earlier chat that this operator may see. */
async function findKnown(tx: Transaction, actor: OperatorActor, visitorId: string) {
  const [known] = await rows<{ visitor_name: string; visitor_email: string | null; visitor_phone: string | null }>(
    tx,
    sql`select c.visitor_name, c.visitor_email, c.visitor_phone from chats c
        where c.visitor_id = ${visitorId} and c.erased_at is null and ${seesChat(actor)}
        order by c.created_at desc limit 1`,
  );
  return known;
}

/** The consent that the visitor gave to what the company asks now; null where it asks nothing. @throws DomainError */
async function agreedTo(tx: Transaction, visitorId: string) {
  const [asked] = await tx.select({ consent: company.consent }).from(company);
  if (!asked?.consent?.enabled) return null;
  const version = asked.consent.version;
  const [given] = await tx
    .select({ consent: chats.consent })
    .from(chats)
    .where(and(eq(chats.visitorId, visitorId), sql`(${chats.consent}->>'version')::int = ${version}`))
    .limit(1);
  if (!given) throw refuse("consent", "The visitor has not agreed to the present version");
  return given.consent;
}
