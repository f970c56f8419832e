import { put, putUuid, Reader } from "./bytes";
import { ALONE, type Fact, NONE, TOGETHER } from "./fact";
import type { LegFact } from "./read-legs";

/** First byte of a packed day; another layout gets another one, and days of the old one are read from the legs. */
const LAYOUT = 1;
/** Above the bits of `Fact.flags`: which of the numbers are there, and the rating (0: none). */
const HAS = {
  wait: 1 << 8,
  firstResponse: 1 << 9,
  handling: 1 << 10,
  promised: 1 << 11,
  atOnce: 1 << 12,
  place: 1 << 13,
};
const RATING_SHIFT = 14;
const FLAGS_MASK = 255;

/**
 * The facts of one department's day in few bytes: ids of operators and channels once, numbers in as many bytes as they
 * need (base 128, as in Protocol Buffers), and of chats only what tells the legs of one from those of another.
 */
export function packDay(facts: readonly LegFact[]): Uint8Array {
  const bytes: number[] = [LAYOUT];
  const operators = [...new Set(facts.flatMap(({ operatorId }) => operatorId ?? []))];
  const channels = [...new Set(facts.map(({ channelId }) => channelId))];
  const chats = new Map<string, number>();
  for (const ids of [operators, channels]) {
    put(bytes, ids.length);
    for (const id of ids) putUuid(bytes, id);
  }
  put(bytes, facts.length);
  const operatorPlaces = new Map(operators.map((id, index) => [id, index + 1]));
  const channelPlaces = new Map(channels.map((id, index) => [id, index]));
  for (const fact of facts) {
    const has =
      (fact.wait >= 0 ? HAS.wait : 0) |
      (fact.firstResponse >= 0 ? HAS.firstResponse : 0) |
      (fact.handling >= 0 ? HAS.handling : 0) |
      (fact.promisedSeconds >= 0 ? HAS.promised : 0) |
      (fact.chatsAtOnce >= 0 ? HAS.atOnce : 0) |
      (fact.leftAtPlace >= 0 ? HAS.place : 0);
    put(bytes, fact.flags | has | (Math.max(0, fact.rating) << RATING_SHIFT));
    put(bytes, fact.slot);
    put(bytes, fact.operatorId === null ? 0 : (operatorPlaces.get(fact.operatorId) ?? 0));
    put(bytes, channelPlaces.get(fact.channelId) ?? 0);
    if (fact.flags & TOGETHER) {
      if (!chats.has(fact.chatId)) chats.set(fact.chatId, chats.size);
      put(bytes, chats.get(fact.chatId) ?? 0);
    } else if (!(fact.flags & ALONE)) putUuid(bytes, fact.chatId);
    for (const number of [fact.wait, fact.firstResponse, fact.handling, fact.promisedSeconds]) {
      if (number >= 0) put(bytes, number);
    }
    for (const number of [fact.chatsAtOnce, fact.leftAtPlace]) if (number >= 0) put(bytes, number);
  }
  return Uint8Array.from(bytes);
}

/**
 * Tells the facts of a packed day, one after the other, in one object that is used again. False, and nothing is told, for
 * a layout of other versions.
 */
export function unpackDay(bytes: Uint8Array, tell: (fact: Fact) => void): boolean {
  if (bytes[0] !== LAYOUT) return false;
  const reader = new Reader(bytes, 1);
  const operators = Array.from({ length: reader.number() }, () => reader.uuid());
  const channels = Array.from({ length: reader.number() }, () => reader.uuid());
  const count = reader.number();
  const fact: Fact = { ...EMPTY, chatWords: new Uint32Array(4) };
  for (let i = 0; i < count; i++) {
    const word = reader.number();
    fact.flags = word & FLAGS_MASK;
    fact.rating = word >> RATING_SHIFT || NONE;
    fact.slot = reader.number();
    fact.operatorId = operators[reader.number() - 1] ?? null;
    fact.channelId = channels[reader.number()] ?? "";
    fact.chat = fact.flags & TOGETHER ? reader.number() : NONE;
    if (!(fact.flags & (TOGETHER | ALONE))) reader.words(fact.chatWords);
    fact.wait = word & HAS.wait ? reader.number() : NONE;
    fact.firstResponse = word & HAS.firstResponse ? reader.number() : NONE;
    fact.handling = word & HAS.handling ? reader.number() : NONE;
    fact.promisedSeconds = word & HAS.promised ? reader.number() : NONE;
    fact.chatsAtOnce = word & HAS.atOnce ? reader.number() : NONE;
    fact.leftAtPlace = word & HAS.place ? reader.number() : NONE;
    tell(fact);
  }
  return true;
}

const EMPTY: Omit<Fact, "chatWords"> = {
  slot: 0,
  chat: NONE,
  operatorId: null,
  channelId: "",
  flags: 0,
  wait: NONE,
  firstResponse: NONE,
  handling: NONE,
  promisedSeconds: NONE,
  rating: NONE,
  chatsAtOnce: NONE,
  leftAtPlace: NONE,
};
