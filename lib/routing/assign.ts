import { inArray, sql } from "drizzle-orm";
import { rows } from "@/db/rows";
import { operators } from "@/db/schema";
import type { Transaction } from "@/db/types";
import { giveToOperator, giveToOperators, type Outcome } from "@/lib/chats/change-owner";
import type { Appended, ChatRow } from "@/lib/chats/entries/entry";
import { tellBoards } from "@/lib/operators/tell-boards";
import type { ChatRules } from "@/lib/timeouts/arm-timers";
import { lockOperator } from "./roster";
import { type Decision, type Request, whyNoCandidate } from "./rules";

/** What is asked of operators for this chat, as its locked row says. */
export const requestOf = (
  chat: Pick<ChatRow, "weight" | "preferredOperatorId" | "operatorId" | "triedOperatorIds">,
  facts: Pick<Request, "channelType" | "strategy" | "returningId">,
): Request => ({
  ...facts,
  weight: chat.weight,
  preferredId: chat.preferredOperatorId,
  ownerId: chat.operatorId,
  triedIds: chat.triedOperatorIds,
});

/**
 * Whether the chosen operator can still take the chat, asked on their locked row: their load as it is now, whatever
 * another process has assigned meanwhile.
 */
export async function isStillCandidate(tx: Transaction, decision: Decision, request: Request): Promise<boolean> {
  if (!decision.chosen) return false;
  const facts = await lockOperator(tx, decision.chosen.operatorId, request.ownerId);
  return facts !== null && whyNoCandidate({ ...facts, line: decision.chosen.line }, request) === null;
}

/** Gives a waiting chat to the operator of a decision. The caller holds both locks. */
export const assignQueued = (out: Outcome, chat: ChatRow, { chosen, ...rest }: Decision) => {
  if (!chosen) throw new Error("nobody was chosen");
  return giveToOperator(out, chat, { kind: "assigned", operator: chosen, decision: { chosen, ...rest } });
};

/** A chat whose owner did not react, and to whom it goes. */
export type Move = { chat: ChatRow; decision: Decision; rules: ChatRules };

/**
 * Moves chats from owners who did not react to the operators of their decisions: the old leg ends as missed, the old
 * owner has tried, and the miss counts against them. The caller holds the locks of the chats and of all these operators.
 */
export async function moveToNext(out: Outcome, moves: readonly Move[]): Promise<Appended[]> {
  const names = await namesOf(
    out.tx,
    moves.flatMap(({ chat }) => chat.operatorId ?? []),
  );
  const moved = await giveToOperators(
    out,
    moves.map(({ chat, decision, rules }) => {
      if (!decision.chosen || !chat.operatorId) throw new Error("a chat without an owner, or nobody was chosen");
      return {
        chat,
        kind: "reassigned",
        operator: decision.chosen,
        decision,
        data: { fromName: names.get(chat.operatorId) ?? "", fromId: chat.operatorId },
        legEnd: "missed",
        change: { triedOperatorIds: [...chat.triedOperatorIds, chat.operatorId], hops: chat.hops + 1 },
        rules,
      };
    }),
  );
  await noteMisses(
    out,
    moves.map(({ chat, rules }) => ({ operatorId: chat.operatorId ?? "", missesUntilAway: rules.missesUntilAway })),
  );
  return moved;
}

type Miss = { operatorId: string; missesUntilAway: number };

/** One more chat missed in a row, each; after so many the operator is Away, and is told. */
export async function noteMisses({ tx, emit, touch }: Outcome, misses: readonly Miss[]): Promise<void> {
  if (misses.length === 0) return;
  const away = await rows<{ id: string }>(
    tx,
    sql`with missed as (
          select id, count(*) as times, min(until) as until
          from jsonb_to_recordset(${JSON.stringify(misses.map(({ operatorId: id, missesUntilAway: until }) => ({ id, until })))}::jsonb)
            as m (id uuid, until int) group by id),
        before as (
          select id, intent from operators where id in (select id from missed) order by id for no key update),
        changed as (
          update operators o set
            misses = o.misses + missed.times,
            intent = case when o.misses + missed.times >= missed.until and o.intent = 'online' then 'away' else o.intent end,
            away_by_misses_at = case when o.misses + missed.times >= missed.until and o.intent = 'online' then now()
              else o.away_by_misses_at end
          from before join missed using (id) where o.id = before.id
          returning o.id, before.intent = 'online' and o.intent = 'away' as became_away)
        select id from changed where became_away order by id`,
  );
  await tellBoards(
    tx,
    emit,
    away.map(({ id }) => id),
  );
  for (const { id } of away) {
    emit({ channel: "operator", id, name: "inbox.changed", data: { reason: "presence" } });
    touch({ operatorId: id });
  }
}

export const nameOf = async (tx: Transaction, operatorId: string): Promise<string> =>
  (await namesOf(tx, [operatorId])).get(operatorId) ?? "";

async function namesOf(tx: Transaction, operatorIds: readonly string[]): Promise<Map<string, string>> {
  if (operatorIds.length === 0) return new Map();
  const found = await tx
    .select({ id: operators.id, name: operators.name })
    .from(operators)
    .where(inArray(operators.id, [...operatorIds]));
  return new Map(found.map(({ id, name }) => [id, name]));
}
