import { and, eq, isNull } from "drizzle-orm";
import { departmentMembers, departments, operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type Outcome, returnToQueue } from "@/lib/chats/change-owner";
import { announce } from "@/lib/chats/entries/announce";
import { appendEvent } from "@/lib/chats/entries/append-event";
import type { ChatRow } from "@/lib/chats/entries/entry";
import { lockChat, refusal } from "@/lib/chats/lock-chat";
import { getInboxChat } from "@/lib/chats/queries";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { TransferChatInput } from "./schemas";

/**
 * Hands a chat over: to a department, where it is distributed by the time that the visitor has waited; or to an
 * operator, to whom it is offered while the sender stays responsible. Its owner does it, a supervisor or admin of its
 * department, and any member while it waits.
 * @throws DomainError `not_found`, `forbidden`; `closed`, `not_owner` (both with the present state); `invalid` with the field when the target is gone,
 * disabled, not in that department, or where the chat is already
 * Emits `event.appended` and `chat.changed` to everybody concerned.
 */
export async function transferChat(
  ctx: Context<OperatorActor>,
  chatId: string,
  { departmentId, operatorId, note }: TransferChatInput,
): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    await assertMayTransfer(tx, chat, actor);
    const out = { tx, emit, touch };
    const from = await nameOfDepartment(tx, chat.departmentId);
    const target = departmentId ? await findTarget(tx, departmentId) : null;
    if (operatorId) await offer(out, chat, actor, { operatorId, department: target, note });
    else if (target && target.id !== chat.departmentId) {
      await returnToQueue(out, chat, {
        kind: "transferred",
        data: { departmentName: target.name, fromName: actor.name, fromId: actor.operatorId, fromDepartmentName: from },
        note,
        legEnd: "transferred",
        change: {
          departmentId: target.id,
          // A person sent it on: whoever is there may have it, but for who has just given it away.
          triedOperatorIds: [actor.operatorId],
          hops: 0,
          preferredOperatorId: null,
          overflowOfferedAt: null,
        },
      });
    } else throw new DomainError("invalid", "The chat is there already", { fields: { departmentId: "invalid" } });
    return getInboxChat(tx, chatId);
  });
}

async function assertMayTransfer(tx: Transaction, chat: ChatRow, actor: OperatorActor): Promise<void> {
  if (chat.status === "closed") throw await refusal(tx, actor, chat.id, "closed", "This chat is closed");
  if (chat.status === "active" && chat.operatorId !== actor.operatorId && actor.role === "operator") {
    throw await refusal(tx, actor, chat.id, "not_owner", "This chat is not yours");
  }
}

async function nameOfDepartment(tx: Transaction, id: string): Promise<string> {
  const [row] = await tx.select({ name: departments.name }).from(departments).where(eq(departments.id, id));
  return row?.name ?? "";
}

/** Locked against being disabled or deleted until the chat is there. Hidden departments are reached by transfer. */
async function findTarget(tx: Transaction, id: string): Promise<{ id: string; name: string }> {
  const [row] = await tx
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .where(and(eq(departments.id, id), eq(departments.disabled, false)))
    .for("share");
  if (!row) throw new DomainError("invalid", "No such department", { fields: { departmentId: "departmentGone" } });
  return row;
}

type Offer = { operatorId: string; department: { id: string; name: string } | null; note: string };

async function offer(out: Outcome, chat: ChatRow, actor: OperatorActor, { operatorId, department, note }: Offer) {
  const { tx, emit } = out;
  if (chat.status !== "active") {
    throw new DomainError("conflict", "Accept the chat before you offer it to somebody", {
      fields: { operatorId: "invalid" },
    });
  }
  const refused = (key: string) =>
    new DomainError("invalid", "Cannot be offered to them", { fields: { operatorId: key } });
  if (operatorId === chat.operatorId) throw refused("operatorHasIt");
  const [receiver] = await tx
    .select({ name: operators.name })
    .from(operators)
    .where(and(eq(operators.id, operatorId), isNull(operators.deactivatedAt)));
  if (!receiver) throw refused("operatorGone");
  if (department && !(await isMember(tx, department.id, operatorId))) throw refused("operatorNotThere");
  const moves = department && department.id !== chat.departmentId ? department : null;
  const { chat: changed, event } = await appendEvent(
    tx,
    chat,
    {
      kind: "offered",
      senderType: "system",
      data: {
        operatorName: receiver.name,
        operatorId,
        fromName: actor.name,
        fromId: actor.operatorId,
        ...(moves && { departmentName: moves.name }),
      },
      isInternal: true,
      ...(note && { internal: { note } }),
    },
    { offeredOperatorId: operatorId, offeredDepartmentId: moves?.id ?? null, stamps: ["offeredAt"] },
  );
  await announce(tx, emit, changed, event, { operatorIds: [chat.offeredOperatorId] });
}

async function isMember(tx: Transaction, departmentId: string, operatorId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: departmentMembers.operatorId })
    .from(departmentMembers)
    .where(and(eq(departmentMembers.departmentId, departmentId), eq(departmentMembers.operatorId, operatorId)));
  return row !== undefined;
}
