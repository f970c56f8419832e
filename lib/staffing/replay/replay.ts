import { isOpenAt, nextOpening } from "@/lib/hours/opening";
import { Agenda } from "./agenda";
import { idleCloseAt, reassignAt } from "./clocks";
import { Estimates } from "./estimates";
import { Floor } from "./floor";
import { LiveChat } from "./live-chat";
import type { Presence, ReplayRecord, Span } from "./record";
import type { Outcome } from "./tally";
import { AWAY_BY_MISSES_MS, type Person } from "./team";

const NEVER = Number.POSITIVE_INFINITY;
/** An owner who can no longer be reached loses what waits for them after so long, as in the product's sweep. */
const RECALL_MS = 60_000;

type ChatStep = "come" | "leave" | "react" | "due" | "end";
type Step =
  | { kind: "chat"; what: ChatStep; live: LiveChat; epoch: number }
  | { kind: "presence"; person: Person; state: Presence | "gone" }
  | { kind: "back"; person: Person }
  | { kind: "window"; departmentId: string; isOn: boolean };

/**
 * The recorded chats once more, through the product's own rules: who gets a chat (`decide`), in which order what waits is
 * looked at, when an owner who does not react loses it, and when it is closed as idle. docs/decisions/032-replay.md says what
 * is taken as recorded and what is estimated. One record has one result.
 */
export class Replay {
  readonly floor: Floor;
  readonly live: readonly LiveChat[];
  readonly #agenda = new Agenda<Step>();
  readonly #estimates: Estimates;
  /** Milliseconds since 1970. */
  now = 0;

  /** `estimates`: of the record as it was, so that what is changed in it changes none of them. */
  constructor(record: ReplayRecord, estimates: Estimates = new Estimates(record)) {
    this.#estimates = estimates;
    this.floor = new Floor(record);
    for (const { id, spans } of record.operators) this.#planPresence(id, spans);
    for (const { id: departmentId, without } of record.departments) {
      for (const { from, to } of without?.windows ?? []) {
        if (Number.isFinite(from)) this.#agenda.plan(from, { kind: "window", departmentId, isOn: true });
        if (Number.isFinite(to)) this.#agenda.plan(to, { kind: "window", departmentId, isOn: false });
      }
    }
    this.live = record.chats.map((chat) => new LiveChat(chat));
    for (const live of this.live) this.#plan("come", live, live.queuedSince);
  }

  /** Does the next thing; false when there is none. */
  step(): boolean {
    const next = this.#agenda.take();
    if (!next) return false;
    this.now = next.at;
    this.#act(next.what);
    this.floor.distribute(this.now, (live, person) => this.#take(live, person));
    return true;
  }

  outcomes(): Map<string, Outcome> {
    return new Map([...this.floor.places].map(([id, { tally }]) => [id, tally.outcome()]));
  }

  #planPresence(operatorId: string, spans: readonly Span[]): void {
    const person = this.floor.team.people.get(operatorId);
    if (!person) return;
    for (const [index, { from, to, state }] of spans.entries()) {
      this.#agenda.plan(from, { kind: "presence", person, state });
      if (spans[index + 1]?.from !== to) this.#agenda.plan(to, { kind: "presence", person, state: "gone" });
    }
  }

  #plan(what: ChatStep, live: LiveChat, at: number): void {
    this.#agenda.plan(at, { kind: "chat", what, live, epoch: live.epoch });
  }

  #act(step: Step): void {
    if (step.kind === "presence") this.#present(step.person, step.state);
    else if (step.kind === "window") {
      this.floor.team.takeAway(step.departmentId, step.isOn);
      this.floor.staffChanged([step.departmentId], this.now);
    } else if (step.kind === "back") {
      step.person.awayByMisses(false);
      this.floor.staffChanged(step.person.departmentIds, this.now);
    }
    // An owner, a department or an end that came between has made it void.
    else if (step.epoch === step.live.epoch) this.#actOn(step.live, step.what);
  }

  #actOn(live: LiveChat, what: ChatStep): void {
    if (what === "come") this.#come(live);
    else if (what === "leave") this.#leave(live);
    else if (what === "react") this.#react(live);
    else if (what === "due") this.#due(live);
    else this.#end(live);
  }

  #present(person: Person, state: Presence | "gone"): void {
    person.recordedAs(state);
    this.floor.staffChanged(person.departmentIds, this.now);
    if (state !== "gone") return;
    for (const { waiting } of this.floor.places.values()) {
      for (const live of waiting.overdueOf(person.id)) {
        this.floor.setOverdue(live, false);
        this.#plan("due", live, this.now + RECALL_MS);
      }
    }
  }

  #come(live: LiveChat): void {
    live.stageSince = this.now;
    live.wasAssigned = false;
    if (!live.isContinued) this.floor.placeOf(live).tally.counts.chats += 1;
    const person = this.floor.team.people.get(live.stage.givenTo ?? "");
    if (person) this.#assign(live, person);
    else this.#queue(live);
  }

  #queue(live: LiveChat): void {
    this.floor.enqueue(live);
    const patienceMs = this.#estimates.patience(live.chat, live.stage);
    if (patienceMs < NEVER) this.#plan("leave", live, Math.max(this.now, live.stageSince + patienceMs));
  }

  #assign(live: LiveChat, person: Person): void {
    const { stage, chat } = live;
    this.floor.give(live, person, this.now);
    if (!live.wasAssigned && !live.isContinued && stage.givenTo === null) {
      this.floor.placeOf(live).tally.waits.push(this.now - live.stageSince);
    }
    live.wasAssigned = true;
    this.#plan("react", live, this.now + this.#estimates.reaction(chat, stage, person.id));
    const dueAt = this.#dueAt(live);
    if (dueAt !== null) this.#plan("due", live, dueAt);
  }

  /** When who gets a chat now loses it; null: never. Nobody waited for an answer where it was ended without one. */
  #dueAt(live: LiveChat): number | null {
    return live.stage.owner?.reactionMs === null ? null : reassignAt(this.now, this.floor.rulesOf(live));
  }

  #react(live: LiveChat): void {
    const { stage, owner } = live;
    const { tally } = this.floor.placeOf(live);
    // Who has gone does not react, unless it is recorded that they did: the chat is taken from them.
    const isRecorded = stage.owner?.operatorId === owner?.id;
    if (!owner?.isReachable && !isRecorded && this.#dueAt(live) !== null) return;
    if (live.isOverdue) this.floor.setOverdue(live, false);
    live.epoch += 1;
    live.triedIds = [];
    live.hops = 0;
    if (owner) owner.misses = 0;
    if (!live.isContinued && stage.owner?.reactionMs !== null) {
      tally.counts.answered += 1;
      if (stage.givenTo === null) tally.responses.push(this.now - live.stageSince);
    }
    const lastWordAt = this.now + this.#estimates.work(live.chat, stage);
    const recordedAt = lastWordAt + (stage.silenceMs ?? 0);
    const idleAt = stage.silenceMs === null ? null : idleCloseAt(lastWordAt, this.floor.rulesOf(live));
    // What was closed as idle is closed by the clock as it is set; what a person ended, by whichever comes first.
    this.#plan("end", live, idleAt === null || (stage.end !== "idle" && recordedAt < idleAt) ? recordedAt : idleAt);
  }

  #end(live: LiveChat): void {
    const { stage, owner } = live;
    const isMissed = stage.end === "missed";
    const isOver = live.index === live.chat.stages.length - 1;
    this.floor.free(live, this.now, isOver && !isMissed);
    if (isMissed) this.#countMiss(live, owner);
    if (isOver) {
      live.status = "over";
      return;
    }
    live.index += 1;
    live.isContinued = isMissed;
    live.triedIds = isMissed && owner ? [owner.id] : [];
    this.#come(live);
  }

  #leave(live: LiveChat): void {
    this.floor.unqueue(live);
    live.epoch += 1;
    live.status = "over";
    this.floor.placeOf(live).tally.counts.left += 1;
  }

  /** The owner has not reacted in time; as lib/timeouts/reassign-chats.ts does it. */
  #due(live: LiveChat): void {
    const { schedule } = this.floor.placeOf(live);
    const { owner } = live;
    const now = new Date(this.now);
    if (!isOpenAt(schedule, now)) {
      const opensAt = nextOpening(schedule, now);
      if (opensAt) this.#plan("due", live, opensAt.getTime());
      return;
    }
    const next = this.floor.choose(live, this.now);
    if (next) this.#moveOn(live, next);
    else if (owner?.isReachable) this.floor.setOverdue(live, true);
    else {
      this.#takeAway(live);
      live.preferredId = owner?.id ?? null;
      this.#queue(live);
    }
  }

  /** Somebody has room for what waits. */
  #take(live: LiveChat, person: Person): void {
    if (live.isOverdue) {
      this.floor.setOverdue(live, false);
      this.#moveOn(live, person);
      return;
    }
    if (live.triedIds.length > 0) this.floor.placeOf(live).tally.counts.reassigned += 1;
    this.floor.unqueue(live);
    this.#assign(live, person);
  }

  #moveOn(live: LiveChat, to: Person): void {
    this.#takeAway(live);
    this.floor.placeOf(live).tally.counts.reassigned += 1;
    this.#assign(live, to);
  }

  #takeAway(live: LiveChat): void {
    const { owner } = live;
    this.floor.free(live, this.now, false);
    live.hops += 1;
    if (owner) live.triedIds = [...live.triedIds, owner.id];
    this.#countMiss(live, owner);
  }

  #countMiss(live: LiveChat, owner: Person | null): void {
    const { tally, missesUntilAway } = this.floor.placeOf(live);
    tally.counts.misses += 1;
    if (!owner) return;
    owner.misses += 1;
    if (owner.misses < missesUntilAway) return;
    owner.awayByMisses(true);
    this.#agenda.plan(this.now + AWAY_BY_MISSES_MS, { kind: "back", person: owner });
    this.floor.staffChanged(owner.departmentIds, this.now);
  }
}

/** Plays all of it. */
export function replayed(record: ReplayRecord, estimates?: Estimates): Map<string, Outcome> {
  const replay = new Replay(record, estimates);
  while (replay.step());
  return replay.outcomes();
}
