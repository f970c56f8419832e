import { callJson } from "@/lib/http/client";
import { askAgain } from "@/lib/inbox/ask-again";
import { type ReadReviewInput, unreadReviewsDto } from "@/lib/reviews/schemas";

const getUnreadReviews = () => callJson("GET", "/api/operators/me/reviews", { schema: unreadReviewsDto });
export const postReviewRead = (body: ReadReviewInput) =>
  callJson("POST", "/api/operators/me/reviews/read", { body, schema: unreadReviewsDto });

/** How many reviews of theirs the operator of this page has not read, as far as this page knows: one number for all who show it. */
class UnreadReviews {
  readonly #listeners = new Set<() => void>();
  #count = 0;

  readonly get = (): number => this.#count;

  set(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export const unreadReviews = new UnreadReviews();

let asked = 0;

/** Asks how many there are; of several answers the one that was asked for last counts. */
export async function refreshUnreadReviews(): Promise<void> {
  const turn = ++asked;
  const result = await askAgain(getUnreadReviews);
  if (result.ok && turn === asked) unreadReviews.set(result.data.unread);
}
