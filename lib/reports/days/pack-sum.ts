import { put, putUuid, Reader } from "./bytes";
import type { IdWords } from "./chat-numbers";
import { ALONE, TOGETHER } from "./fact";
import type { LegFact } from "./read-legs";
import { Tally } from "./tally";

/** First byte of a packed sum; another layout gets another one. */
const LAYOUT = 1;

/**
 * The facts of one department's day as far as their sum tells them: what a report says of the period before its own, in a
 * fourth of the bytes and without telling one leg from another.
 */
export function packSum(facts: readonly LegFact[]): Uint8Array {
  const bytes = [LAYOUT];
  const tally = new Tally();
  const [here, elsewhere] = [new Set<string>(), new Set<string>()];
  for (const fact of facts) {
    tally.add(fact);
    (fact.flags & (ALONE | TOGETHER) ? here : elsewhere).add(fact.chatId);
  }
  tally.pack(bytes);
  put(bytes, here.size);
  put(bytes, elsewhere.size);
  for (const chatId of elsewhere) putUuid(bytes, chatId);
  return Uint8Array.from(bytes);
}

/**
 * Adds a packed sum to `tally`, tells the ids of chats that have legs elsewhere, too, and answers how many have all of theirs
 * here. Null, and nothing is added, for a layout of other versions.
 */
export function unpackSum(bytes: Uint8Array, tally: Tally, tellChat: (chat: IdWords) => void): number | null {
  if (bytes[0] !== LAYOUT) return null;
  const reader = new Reader(bytes, 1);
  tally.addPacked(reader);
  const here = reader.number();
  const words = new Uint32Array(4);
  for (let left = reader.number(); left > 0; left--) {
    reader.words(words);
    tellChat(words);
  }
  return here;
}
