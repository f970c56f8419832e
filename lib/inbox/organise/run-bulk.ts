import { BULK_CHATS_MAX } from "@/lib/bulk/rules";
import type { BulkResultsDto, UndoItem } from "@/lib/bulk/schemas";
import type { CallFailure, CallResult } from "@/lib/http/client";

export type BulkOutcome = {
  done: string[];
  refused: { chatId: string; code: string; owner: string }[];
  undo: UndoItem[];
  /** The server could not be reached, or could not go on: what was not asked for is not in the lists above. */
  failure: CallFailure | null;
};

/** Asks in parts, one after the other, and adds up what was answered. */
export async function inParts<T>(
  items: readonly T[],
  ask: (part: readonly T[]) => Promise<CallResult<BulkResultsDto>>,
): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { done: [], refused: [], undo: [], failure: null };
  for (let from = 0; from < items.length; from += BULK_CHATS_MAX) {
    const answer = await ask(items.slice(from, from + BULK_CHATS_MAX));
    if (!answer.ok) return { ...outcome, failure: answer };
    for (const { chatId, refused, undo } of answer.data.results) {
      if (refused) outcome.refused.push({ chatId, ...refused });
      else outcome.done.push(chatId);
      if (undo) outcome.undo.push(undo);
    }
  }
  return outcome;
}
