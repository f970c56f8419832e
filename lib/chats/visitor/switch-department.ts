import { and, eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { type Context, commit, type VisitorActor } from "@/lib/context";
import { lockDepartmentForStart } from "@/lib/departments/embed-target";
import { DomainError, notFound } from "@/lib/errors";
import { assertKnownEnough } from "@/lib/identity/access";
import { assertTakesChats } from "@/lib/routing/admission";
import { returnToQueue } from "../change-owner";
import type { ChatRow } from "../entries/entry";
import type { SwitchDepartmentInput } from "../input-schemas";
import { lockChat } from "../lock-chat";
import { getChatState } from "../queries";
import type { ChatStateDto } from "../schemas";

/**
 * A waiting visitor goes to another department and keeps their waiting time: to one that the snippet's key lists, or to
 * the overflow department that they were offered. In the department already: nothing changes.
 * @throws DomainError `not_found` for every department that they may not choose; `conflict` when somebody has taken the
 * chat meanwhile, or the department is closed or full; `closed`; `identity_required`
 * Emits `event.appended` and `chat.changed` to both departments.
 */
export async function switchDepartment(
  ctx: Context<VisitorActor>,
  chatId: string,
  { departmentId, key }: SwitchDepartmentInput,
): Promise<ChatStateDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    if (chat.departmentId === departmentId) return getChatState(tx, actor, chatId);
    const refused = chat.status === "closed" ? "closed" : chat.status === "active" ? "conflict" : null;
    if (refused) {
      const state = await getChatState(tx, actor, chatId);
      throw new DomainError(refused, "This chat does not wait any more", { data: { state } });
    }
    const offered = await findOverflow(tx, chat);
    const isOverflow = offered?.id === departmentId;
    const chosen = isOverflow ? offered : key ? await lockDepartmentForStart(tx, key, departmentId) : null;
    if (!chosen) throw notFound();
    await assertKnownEnough(tx, departmentId, actor.identity);
    await assertTakesChats(tx, departmentId);
    const [from] = await tx
      .select({ name: departments.name })
      .from(departments)
      .where(eq(departments.id, chat.departmentId));
    await returnToQueue({ tx, emit, touch }, chat, {
      kind: "switched",
      data: {
        departmentName: chosen.name,
        fromDepartmentName: from?.name ?? "",
        reason: isOverflow ? "overflow" : "visitor",
      },
      legEnd: "transferred",
      change: { departmentId, overflowOfferedAt: null, hops: isOverflow ? chat.hops + 1 : chat.hops },
    });
    return getChatState(tx, actor, chatId);
  });
}

/** Where the visitor was asked to go when it took long, if that still holds. */
async function findOverflow(tx: Transaction, chat: ChatRow): Promise<{ id: string; name: string } | null> {
  if (!chat.overflowOfferedAt) return null;
  const [from] = await tx
    .select({ id: departments.overflowDepartmentId })
    .from(departments)
    .where(eq(departments.id, chat.departmentId));
  if (!from?.id) return null;
  const [row] = await tx
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .where(and(eq(departments.id, from.id), eq(departments.disabled, false), eq(departments.hidden, false)))
    .for("share");
  return row ?? null;
}
