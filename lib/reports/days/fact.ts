import type { IdWords } from "./chat-numbers";

/** Slots of a day of UTC: no clock of today differs from UTC by anything but quarters of an hour. */
export const SLOT_MS = 15 * 60_000;
export const DAY_MS = 24 * 3_600_000;

/** What happened to a leg, as bits of `Fact.flags`. */
export const MISSED = 1;
export const REASSIGNED = 2;
export const ABANDONED = 4;
export const TRANSFER_IN = 8;
export const TRANSFER_OUT = 16;
export const MISROUTED = 32;
/** Its chat has no other leg. */
export const ALONE = 64;
/** Every other leg of its chat is of the same day and department. */
export const TOGETHER = 128;

/** Of a number that there is none of. */
export const NONE = -1;

/**
 * What a report asks of one leg, whatever its rows are. Times in whole milliseconds; `NONE` where there is nothing to count.
 * Millions of them pass through one report, so whoever reads them gets the same object again and again.
 */
export type Fact = {
  /** Quarter of an hour of its day, in UTC, in which it began. */
  slot: number;
  /** Its chat; anything where that does not matter: the chat has no other leg, or `chat` tells it. */
  chatWords: IdWords;
  /** Number of a chat within its packed day, where all of its legs are; else `NONE`. */
  chat: number;
  operatorId: string | null;
  channelId: string;
  flags: number;
  wait: number;
  firstResponse: number;
  handling: number;
  promisedSeconds: number;
  rating: number;
  chatsAtOnce: number;
  leftAtPlace: number;
};
