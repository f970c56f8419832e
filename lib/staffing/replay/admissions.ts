import { isOpenAt, nextOpening } from "@/lib/hours/opening";
import { isQueueFull, outlooksOf, takesOverflow } from "@/lib/routing/outlook";
import { stateOf } from "@/lib/routing/states";
import { ASK_AGAIN_SECONDS } from "@/lib/timeouts/deadlines";
import type { Floor, Place } from "./floor";
import type { ReplayRecord } from "./record";

const ASK_AGAIN_MS = ASK_AGAIN_SECONDS * 1000;
/**
 * A chat that has waited for long is asked for after this part of its wait, and not each minute: where nobody answers, hundreds
 * wait for weeks, and each asking looks at everything.
 */
const PART_OF_WAIT = 1 / 8;

/** Whom the departments of a replay take at a moment, by the product's own rules. Instants are milliseconds since 1970. */
export class Admissions {
  readonly #floor: Floor;
  /** When somebody comes, by department, in order. */
  readonly #arrivals = new Map<string, number[]>();
  /** From here on nobody is there any more. */
  readonly #overAt: number;

  constructor(floor: Floor, { operators }: Pick<ReplayRecord, "operators">) {
    this.#floor = floor;
    for (const { seats, spans } of operators) {
      const starts = spans.filter(({ state }) => state === "there").map(({ from }) => from);
      for (const { departmentId } of seats) {
        this.#arrivals.set(departmentId, [...(this.#arrivals.get(departmentId) ?? []), ...starts]);
      }
    }
    for (const starts of this.#arrivals.values()) starts.sort((a, b) => a - b);
    this.#overAt = operators.reduce((last, { spans }) => Math.max(last, ...spans.map(({ to }) => to)), 0);
  }

  /** Whether a limit of its queue keeps out who comes now. */
  isFull(place: Place, at: number): boolean {
    const { queueLimitChats, queueLimitMinutes } = place;
    if (queueLimitChats === null && queueLimitMinutes === null) return false;
    return this.#admission(place, at).isFull;
  }

  /** Whether a visitor who wants to wait here instead is taken. */
  admits(place: Place, at: number): boolean {
    return isOpenAt(place.schedule, new Date(at)) && !this.isFull(place, at);
  }

  /** Whether who waits elsewhere is asked to come here. */
  takesOverflow(place: Place, at: number): boolean {
    return !place.isShut && takesOverflow(this.#admission(place, at));
  }

  /**
   * When to ask again whether it takes who has waited for `waitedMs`: like the product each minute, but not while nobody can
   * be there, and more seldom after a long wait. Null: never.
   */
  askAgainAt({ id, schedule, isShut }: Place, at: number, waitedMs: number): number | null {
    if (isShut || at >= this.#overAt) return null;
    const next = at + Math.max(1, Math.floor((waitedMs * PART_OF_WAIT) / ASK_AGAIN_MS)) * ASK_AGAIN_MS;
    const now = new Date(at);
    if (!isOpenAt(schedule, now)) return onGrid(at, nextOpening(schedule, now)?.getTime());
    // Who is Away by misses, or taken away for some hours, comes back without coming.
    if (this.#floor.team.isAnybodyReachable(id)) return next;
    return onGrid(
      at,
      this.#arrivals.get(id)?.find((arrival) => arrival > at),
    );
  }

  #admission(place: Place, at: number) {
    const { places, team } = this.#floor;
    const state = stateOf(place.schedule, team.of(place.id), new Date(at));
    const queues = new Map(
      [...places]
        .filter(([, { queue }]) => queue.chats > 0)
        .map(([id, { queue }]) => [id, { chats: queue.chats, weight: queue.weight / queue.chats }]),
    );
    const ids = [...new Set([place.id, ...queues.keys()])];
    const occupancies = new Map(ids.map((id) => [id, places.get(id)?.occupancies.meanAt(at) ?? null]));
    const outlook = outlooksOf({ queues, people: team.slotHolders(ids), occupancies }, [place.id]).get(place.id);
    return { state, isFull: outlook !== undefined && isQueueFull(state, place, outlook) };
  }
}

/** The first of the moments, a minute apart from `at` on, that is not before `wanted`. */
const onGrid = (at: number, wanted: number | undefined): number | null =>
  wanted === undefined ? null : at + Math.max(1, Math.ceil((wanted - at) / ASK_AGAIN_MS)) * ASK_AGAIN_MS;
