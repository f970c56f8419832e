/** How much may come in within `FLOOD_WINDOW_SECONDS`; 0: any number. */
export type FloodLimits = {
  /** Whatever somebody does in a messenger. */
  messages: number;
  /** Mails in one thread, and mails that begin one and want their answers at one address. */
  mails: number;
  /** Writers of one channel whom nobody knew before. */
  starts: number;
  /** Of files, in one channel within `BYTES_WINDOW_SECONDS`: units of 1,024 bytes. */
  kibibytes: number;
};

export const FLOOD_WINDOW_SECONDS = 600;
/** Who is below the limit all the time may do this many times as much within a day. */
export const FLOOD_DAY_FACTOR = 10;
export const DAY_SECONDS = 86_400;
export const BYTES_WINDOW_SECONDS = 3600;
/** One domain, one thread, one person, or all together of whom nothing is confirmed, has this part of what a channel takes. */
const FLOOD_SHARE = 4;
/** 0 stays 0: any number. */
export const shareOf = (points: number): number => (points > 0 ? Math.max(1, Math.floor(points / FLOOD_SHARE)) : 0);
/** Before the id of a channel: what was refused in it is counted for a day, for its admins to see. */
export const REFUSED_KEY = "channel-refused ";
/** The same for mails that came in without their files. */
export const BARE_KEY = "channel-bare ";

/** One count of a writer: how much there was in its window before, how much there may be, and when it ends. */
export type FloodCount = { before: number; points: number; seconds: number };

/** What becomes of one thing that somebody has sent: taken, or not; and whether they are told so now. */
export type Verdict = { isTaken: boolean; isTold: boolean };

/**
 * What becomes of `amount` things that one writer has sent, in their order: each is taken while none of the counts is used
 * up. Only the first one that is not taken is answered, so that nobody is told twice of the same, however much they send.
 * `isShut`: the channel takes nobody new at the moment.
 */
export function judgeFlood(amount: number, counts: readonly FloodCount[], { isShut = false } = {}): Verdict[] {
  const isOver = (index: number) => counts.some(({ before, points }) => before + index >= points);
  const isFirst = counts.every(({ before }) => before === 0);
  return Array.from({ length: amount }, (_, index) => {
    if (isShut) return { isTaken: false, isTold: index === 0 && isFirst };
    return { isTaken: !isOver(index), isTold: isOver(index) && !isOver(index - 1) };
  });
}

/** Seconds until something of the writer's is taken again; 0 where nothing stands in the way. */
export const waitSecondsOf = (amount: number, counts: readonly FloodCount[]): number =>
  Math.max(0, ...counts.filter(({ before, points }) => before + amount > points).map(({ seconds }) => seconds));

/** Of things of these sizes, in their order, which still fit into all counts: a small one may where a large one did not. */
export function judgeSizes(sizes: readonly number[], counts: readonly FloodCount[]): boolean[] {
  let used = 0;
  return sizes.map((size) => {
    const fits = counts.every(({ before, points }) => before + used + size <= points);
    if (fits) used += size;
    return fits;
  });
}
