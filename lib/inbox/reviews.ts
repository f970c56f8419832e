import { callJson } from "@/lib/http/client";
import { type ReadReviewInput, unreadReviewsDto } from "@/lib/reviews/schemas";

export const getUnreadReviews = () => callJson("GET", "/api/operators/me/reviews", { schema: unreadReviewsDto });
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
