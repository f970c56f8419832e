import type { OperatorActor } from "@/lib/context";
import { nameOf } from "@/lib/routing/assign";
import { decidedByPerson } from "@/lib/routing/rules";
import { giveToOperator, type Outcome } from "../change-owner";
import type { Appended, ChatRow } from "../entries/entry";
import { factsOf } from "./facts-of";

/**
 * Makes the acting operator the owner of a chat that somebody else has: by writing in it (`answered`), or outright
 * (`takenOver`). The caller holds the chat's lock and has judged that they may.
 * Emits, besides what every change of owner emits, `chat.taken` to whoever has lost it.
 */
export async function takeFromOwner(
  out: Outcome,
  chat: ChatRow & { operatorId: string },
  actor: OperatorActor,
  by: "answered" | "takenOver",
): Promise<Appended> {
  const chosen = await factsOf(out.tx, actor, chat.departmentId);
  const taken = await giveToOperator(out, chat, {
    kind: "taken_over",
    operator: actor,
    decision: decidedByPerson(by, chosen),
    data: { fromName: await nameOf(out.tx, chat.operatorId), fromId: chat.operatorId },
    legEnd: by === "answered" ? "answered" : "transferred",
    // A person took it: who had it before in this turn may get it again.
    change: { triedOperatorIds: [], hops: 0 },
  });
  out.emit({
    channel: "operator",
    id: chat.operatorId,
    name: "chat.taken",
    data: { chatId: chat.id, byName: actor.name, visitorName: chat.visitorName },
  });
  return taken;
}
