import { eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import { giveToOperator } from "@/lib/chats/change-owner";
import { lockChat, refusal } from "@/lib/chats/lock-chat";
import { factsOf } from "@/lib/chats/operator/facts-of";
import { getInboxChat } from "@/lib/chats/queries";
import type { InboxChatDto } from "@/lib/chats/schemas";
import { type Context, commit, type OperatorActor } from "@/lib/context";
import { nameOf } from "@/lib/routing/assign";
import { decidedByPerson } from "@/lib/routing/rules";
import { endOffer } from "./end-offer";
import type { AnswerOfferInput } from "./schemas";

/**
 * The receiver of an offered chat accepts or declines it, or its owner takes the offer back. Accepting makes the receiver
 * the owner, whatever their load: a person decides.
 * @throws DomainError `not_found`, `forbidden`; `conflict`, with the present state, when the offer is over (answered,
 * expired, withdrawn, closed)
 * Emits `event.appended` and `chat.changed` to everybody concerned.
 */
export async function answerOffer(
  ctx: Context<OperatorActor>,
  chatId: string,
  { answer }: AnswerOfferInput,
): Promise<InboxChatDto> {
  const { actor } = ctx;
  return commit(ctx, async (tx, emit, touch) => {
    const chat = await lockChat(tx, actor, chatId);
    const mayAnswer = answer === "withdraw" ? chat.operatorId : chat.offeredOperatorId;
    if (!chat.offeredOperatorId || !chat.operatorId) {
      throw await refusal(tx, actor, chatId, "conflict", "This offer is over");
    }
    if (mayAnswer !== actor.operatorId) {
      throw await refusal(tx, actor, chatId, "conflict", "This offer is not yours to answer");
    }
    const out = { tx, emit, touch };
    if (answer !== "accept") {
      await endOffer(out, chat, answer === "withdraw" ? "withdrawn" : "declined");
      return getInboxChat(tx, chatId);
    }
    const departmentId = chat.offeredDepartmentId ?? chat.departmentId;
    const chosen = await factsOf(tx, actor, departmentId);
    const [department] = chat.offeredDepartmentId
      ? await tx.select({ name: departments.name }).from(departments).where(eq(departments.id, departmentId))
      : [];
    await giveToOperator(out, chat, {
      kind: "accepted",
      operator: actor,
      decision: decidedByPerson("transferred", chosen),
      data: {
        fromName: await nameOf(tx, chat.operatorId),
        fromId: chat.operatorId,
        ...(department && { departmentName: department.name }),
      },
      legEnd: "transferred",
      change: { departmentId, triedOperatorIds: [], hops: 0 },
    });
    return getInboxChat(tx, chatId);
  });
}
