const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/** Chats that each of them has at once, at most. */
export const CHATS_AT_ONCE = 2;
/** Hours of UTC in which they work; on Saturdays and Sundays the first and the last shift alone. */
const SHIFTS = [
  { from: 6, to: 14 },
  { from: 9, to: 17 },
  { from: 12, to: 20 },
  { from: 14, to: 22 },
] as const;
const LAST_SHIFT = SHIFTS.length - 1;

export type Worker = { id: string; name: string; shift: number };

/** When somebody works on the day that begins at an instant; null: not at all. Milliseconds since 1970. */
export function workOf({ shift }: Worker, day: number): { from: number; to: number } | null {
  const hours = SHIFTS[shift % SHIFTS.length];
  const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
  if (!hours || (isWeekend && shift % SHIFTS.length !== 0 && shift % SHIFTS.length !== LAST_SHIFT)) return null;
  return { from: day + hours.from * HOUR_MS, to: day + hours.to * HOUR_MS };
}

/** Who has how many chats, so that visitors of a made-up month wait when and because everybody has enough. */
export class Desk {
  /** Of each, when their chats end. */
  readonly #ends = new Map<string, number[]>();

  /** The first moment from `at` on at which one of them has room, and who; of several, whoever has the fewest chats. */
  next(members: readonly Worker[], at: number): { at: number; worker: Worker } {
    const [first, ...others] = members.map((worker) => ({ worker, ...this.#roomOf(worker, at) }));
    if (!first) throw new Error("a department without members");
    return others.reduce(
      (best, one) => (one.at < best.at || (one.at === best.at && one.chats < best.chats) ? one : best),
      first,
    );
  }

  /** Somebody has a chat up to an instant. */
  take({ id }: Worker, until: number): void {
    this.#ends.set(id, [...(this.#ends.get(id) ?? []), until]);
  }

  #roomOf(worker: Worker, at: number): { at: number; chats: number } {
    // A chat is told up to its end before the next one begins, so what was a day ago is asked for by nobody any more.
    const known = (this.#ends.get(worker.id) ?? []).filter((end) => end > at - DAY_MS);
    this.#ends.set(worker.id, known);
    // What will only begin counts as well, so that nobody ever has more than they can.
    const ends = known.filter((end) => end > at).sort((a, b) => a - b);
    const free = Math.max(at, ends.at(-CHATS_AT_ONCE) ?? at);
    for (let day = Math.floor(free / DAY_MS) * DAY_MS; ; day += DAY_MS) {
      const work = workOf(worker, day);
      const from = Math.max(free, work?.from ?? 0);
      if (work && from < work.to) return { at: from, chats: ends.length };
    }
  }
}
