import { eq, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { chats } from "@/db/schema";
import type { Db, Transaction } from "@/db/types";
import type { OperatorActor, VisitorActor } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { assertKnownEnough } from "@/lib/identity/access";
import { assertCanSeeChat } from "./access";
import { getChatState } from "./queries";

/**
 * Locks a chat's row until the transaction ends, and checks on the locked row that the actor may see it, and that a
 * visitor is known enough to its department to write there; ending a chat is open to every visitor (`isEnding`).
 * Every change of a chat begins here, so that they happen one after the other.
 * @throws DomainError `not_found`, `forbidden`, `identity_required`
 */
export async function lockChat(
  tx: Transaction,
  actor: VisitorActor | OperatorActor,
  chatId: string,
  { isEnding = false } = {},
) {
  const [row] = await tx.select().from(chats).where(eq(chats.id, chatId)).for("update");
  const chat = await assertCanSeeChat(tx, actor, row);
  if (actor.type === "visitor" && !isEnding) await assertKnownEnough(tx, chat.departmentId, actor.identity);
  return chat;
}

/** A refusal with the chat as it is now (`state`, and the `owner`'s name), so that whoever was slower is told. */
export async function refusal(
  tx: Transaction,
  actor: OperatorActor,
  chatId: string,
  code: "closed" | "not_owner" | "conflict",
  message: string,
): Promise<DomainError> {
  const state = await getChatState(tx, actor, chatId);
  return new DomainError(code, message, { data: { state, owner: state.owner?.name ?? "" } });
}

/** @throws DomainError `closed`; `not_owner` when it waits, or somebody else has it; both with the present state */
export async function assertOwns(
  tx: Transaction,
  actor: OperatorActor,
  { id, status, operatorId }: Pick<typeof chats.$inferSelect, "id" | "status" | "operatorId">,
): Promise<void> {
  if (status === "closed") throw await refusal(tx, actor, id, "closed", "This chat is closed");
  if (status === "active" && operatorId === actor.operatorId) return;
  throw await refusal(tx, actor, id, "not_owner", "This chat is not yours");
}

/** The time of the database: the only clock that deadlines and decisions know. Read after a lock was waited for. */
export async function databaseNow(db: Db): Promise<Date> {
  const [row] = await rows<{ now: string }>(db, sql`select clock_timestamp() as now`);
  return new Date(row?.now ?? Number.NaN);
}
