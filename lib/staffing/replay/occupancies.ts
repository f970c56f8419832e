import { LEGS_MAX, LEGS_WITHIN_DAYS, trimmedMean } from "@/lib/routing/estimate";

const WITHIN_MS = LEGS_WITHIN_DAYS * 24 * 3_600_000;

/** For how long the last chats of a department took a slot, as the product's estimate of waiting looks at it. */
export class Occupancies {
  #ended: { at: number; seconds: number }[] = [];

  /** `at`: when it ended; never earlier than the one before. */
  note(at: number, ms: number): void {
    this.#ended.push({ at, seconds: ms / 1000 });
    if (this.#ended.length > 2 * LEGS_MAX) this.#ended = this.#ended.slice(-LEGS_MAX);
  }

  /** In seconds; null where too few are known. */
  meanAt(at: number): number | null {
    const recent = this.#ended.slice(-LEGS_MAX).filter((one) => one.at > at - WITHIN_MS);
    return trimmedMean(recent.map(({ seconds }) => seconds));
  }
}
