import type { Admissions } from "./admissions";
import { overflowAt } from "./clocks";
import type { Estimates } from "./estimates";
import type { Floor } from "./floor";
import type { LiveChat } from "./live-chat";

export type MoveStep = "switch" | "offer" | "agree";

type Parts = {
  floor: Floor;
  admissions: Admissions;
  estimates: Estimates;
  plan: (what: MoveStep, live: LiveChat, at: number) => void;
  /** Puts a chat that has left its queue where it is now. */
  arrive: (live: LiveChat) => void;
};

/**
 * How visitors who wait go on to another department: by themselves, when it is recorded that they did, and to the overflow
 * department, when they are asked and agree; as lib/chats/visitor/switch-department.ts and lib/timeouts/fire.ts do it.
 */
export class Moves {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A chat has come into a queue. */
  plan(live: LiveChat): void {
    const { floor, plan } = this.#parts;
    const { stage } = live;
    if (stage.moved === "visitor" && stage.endedAt !== null && stage.departmentId === live.departmentId) {
      plan("switch", live, Math.max(live.stageSince, live.stageSince + stage.endedAt - stage.queuedAt));
    }
    const askAt = live.isAsked ? null : overflowAt(live.queuedSince, floor.rulesOf(live));
    if (askAt !== null) plan("offer", live, Math.max(live.stageSince, askAt));
  }

  act(what: MoveStep, live: LiveChat, at: number): void {
    if (what === "switch") this.#switch(live, at);
    else if (what === "offer") this.#offer(live, at);
    else this.#agree(live, at);
  }

  /** By themselves: to where they went. A department that would not take them keeps them where they are. */
  #switch(live: LiveChat, at: number): void {
    const { floor, admissions } = this.#parts;
    const target = floor.places.get(live.chat.stages[live.index + 1]?.departmentId ?? "");
    if (target && admissions.admits(target, at)) this.#go(live, target.id, at);
  }

  #offer(live: LiveChat, at: number): void {
    const { admissions, estimates, plan } = this.#parts;
    const target = this.#targetOf(live);
    if (!target || live.leftIds.has(target.id)) return;
    if (!admissions.takesOverflow(target, at)) {
      const again = admissions.askAgainAt(target, at, at - live.queuedSince);
      if (again !== null) plan("offer", live, again);
      return;
    }
    live.isAsked = true;
    const agreeMs = estimates.agreement(live.chat, live.stage);
    if (agreeMs < Number.POSITIVE_INFINITY) plan("agree", live, at + agreeMs);
  }

  #agree(live: LiveChat, at: number): void {
    const target = this.#targetOf(live);
    if (target && !target.isShut && this.#parts.admissions.admits(target, at)) {
      live.leftIds.add(live.departmentId);
      this.#go(live, target.id, at);
    }
  }

  #targetOf(live: LiveChat) {
    const { floor } = this.#parts;
    const place = floor.placeOf(live);
    return place.overflowDepartmentId === place.id ? undefined : floor.places.get(place.overflowDepartmentId ?? "");
  }

  #go(live: LiveChat, departmentId: string, at: number): void {
    const { floor, arrive } = this.#parts;
    floor.unqueue(live);
    live.epoch += 1;
    if (skipMoves(live, 1)) live.patienceSince = at;
    live.comeTo(departmentId, at);
    arrive(live);
  }
}

/**
 * What is recorded of the department to which the visitor went on while they waited is what is known of the chat, whoever
 * takes it. Answers whether there is such.
 */
export function skipMoves(live: LiveChat, most = Number.POSITIVE_INFINITY): boolean {
  let skipped = 0;
  while (skipped < most && live.stage.moved !== null && live.chat.stages[live.index + 1]) {
    live.index += 1;
    skipped += 1;
  }
  return skipped > 0;
}
