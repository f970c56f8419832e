import { isOpenAt, nextOpening } from "@/lib/hours/opening";
import type { Floor } from "./floor";
import type { LiveChat } from "./live-chat";
import { AWAY_BY_MISSES_MS, type Person } from "./team";

type Parts = {
  floor: Floor;
  plan: (what: "due", live: LiveChat, at: number) => void;
  /** Somebody is Away by misses until then. */
  planBack: (person: Person, at: number) => void;
  assign: (live: LiveChat, person: Person) => void;
  queue: (live: LiveChat) => void;
};

/** What becomes of chats whose owners do not react; as lib/timeouts/reassign-chats.ts does it. */
export class Owners {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The owner has not reacted in time. */
  due(live: LiveChat, at: number): void {
    const { floor, plan, queue } = this.#parts;
    const { schedule } = floor.placeOf(live);
    const { owner } = live;
    const now = new Date(at);
    if (!isOpenAt(schedule, now)) {
      const opensAt = nextOpening(schedule, now);
      if (opensAt) plan("due", live, opensAt.getTime());
      return;
    }
    const next = floor.choose(live, at);
    if (next) this.#moveOn(live, next, at);
    else if (owner?.isReachable) floor.setOverdue(live, true);
    else {
      this.#takeAway(live, at);
      live.preferredId = owner?.id ?? null;
      queue(live);
    }
  }

  /** Somebody has room for what waits. */
  take(live: LiveChat, person: Person, at: number): void {
    const { floor, assign } = this.#parts;
    if (live.isOverdue) {
      floor.setOverdue(live, false);
      this.#moveOn(live, person, at);
      return;
    }
    if (live.triedIds.length > 0) floor.placeOf(live).tally.counts.reassigned += 1;
    floor.unqueue(live);
    assign(live, person);
  }

  countMiss(live: LiveChat, owner: Person | null, at: number): void {
    const { floor, planBack } = this.#parts;
    const { tally, missesUntilAway } = floor.placeOf(live);
    tally.counts.misses += 1;
    if (!owner) return;
    owner.misses += 1;
    if (owner.misses < missesUntilAway) return;
    owner.awayByMisses(true);
    planBack(owner, at + AWAY_BY_MISSES_MS);
    floor.staffChanged(owner.departmentIds, at);
  }

  #moveOn(live: LiveChat, to: Person, at: number): void {
    const { floor, assign } = this.#parts;
    this.#takeAway(live, at);
    floor.placeOf(live).tally.counts.reassigned += 1;
    assign(live, to);
  }

  #takeAway(live: LiveChat, at: number): void {
    const { owner } = live;
    this.#parts.floor.free(live, at, false);
    live.hops += 1;
    if (owner) live.triedIds = [...live.triedIds, owner.id];
    this.countMiss(live, owner, at);
  }
}
