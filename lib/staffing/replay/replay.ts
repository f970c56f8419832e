import { Admissions } from "./admissions";
import { Agenda } from "./agenda";
import { idleCloseAt, reassignAt } from "./clocks";
import { Estimates } from "./estimates";
import { Floor } from "./floor";
import { LiveChat } from "./live-chat";
import { type MoveStep, Moves, skipMoves } from "./moves";
import { Owners } from "./owners";
import type { Presence, ReplayRecord, Span } from "./record";
import type { Outcome } from "./tally";
import type { Person } from "./team";

const NEVER = Number.POSITIVE_INFINITY;
/** An owner who can no longer be reached loses what waits for them after so long, as in the product's sweep. */
const RECALL_MS = 60_000;

type ChatStep = "come" | "leave" | "react" | "due" | "end" | "hold" | "resume" | MoveStep;
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
  readonly #admissions: Admissions;
  readonly #moves: Moves;
  readonly #owners: Owners;
  /** Milliseconds since 1970. */
  now = 0;

  /** `estimates`: of the record as it was, so that what is changed in it changes none of them. */
  constructor(record: ReplayRecord, estimates: Estimates = new Estimates(record)) {
    this.#estimates = estimates;
    this.floor = new Floor(record);
    this.#admissions = new Admissions(this.floor, record);
    this.#moves = new Moves({
      floor: this.floor,
      admissions: this.#admissions,
      estimates,
      plan: (what, live, at) => this.#plan(what, live, at),
      arrive: (live) => this.#arrive(live),
    });
    this.#owners = new Owners({
      floor: this.floor,
      plan: (what, live, at) => this.#plan(what, live, at),
      planBack: (person, at) => this.#agenda.plan(at, { kind: "back", person }),
      assign: (live, person) => this.#assign(live, person),
      queue: (live) => this.#queue(live),
    });
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
    this.floor.distribute(this.now, (live, person) => this.#owners.take(live, person, this.now));
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
    else if (what === "due") this.#owners.due(live, this.now);
    else if (what === "end") this.#end(live);
    else if (what === "hold" || what === "resume") this.floor.hold(live, this.now, what === "hold");
    else this.#moves.act(what, live, this.now);
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
    const { stage } = live;
    live.comeTo(stage.departmentId, this.now);
    live.patienceSince = this.now;
    live.isGiven = stage.givenTo !== null;
    const place = this.floor.placeOf(live);
    const person = this.floor.team.people.get(stage.givenTo ?? "");
    // Only who begins is kept out by a limit: who comes back or is transferred is not.
    if (!live.isGiven && live.index === 0 && !live.chat.isReturn && this.#admissions.isFull(place, this.now)) {
      place.tally.counts.chats += 1;
      place.tally.counts.refused += 1;
      live.status = "over";
    } else if (person) {
      this.#countCome(live);
      this.#assign(live, person);
    } else this.#arrive(live);
  }

  #arrive(live: LiveChat): void {
    this.#countCome(live);
    this.#queue(live);
  }

  #countCome(live: LiveChat): void {
    if (!live.isContinued) this.floor.placeOf(live).tally.counts.chats += 1;
  }

  #queue(live: LiveChat): void {
    this.floor.enqueue(live);
    const patienceMs = this.#estimates.patience(live.chat, live.stage);
    if (patienceMs < NEVER) this.#plan("leave", live, Math.max(this.now, live.patienceSince + patienceMs));
    this.#moves.plan(live);
  }

  #assign(live: LiveChat, person: Person): void {
    skipMoves(live);
    const { stage, chat } = live;
    this.floor.give(live, person, this.now);
    if (!live.wasAssigned && !live.isContinued && !live.isGiven) {
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
      if (!live.isGiven) tally.responses.push(this.now - live.stageSince);
    }
    const workMs = this.#estimates.work(live.chat, stage);
    const lastWordAt = this.now + workMs;
    for (const { fromMs, toMs } of stage.holds) {
      this.#plan("hold", live, this.now + fromMs);
      // Else its end is that of the chat.
      if (toMs < workMs) this.#plan("resume", live, this.now + toMs);
    }
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
    if (isMissed) this.#owners.countMiss(live, owner, this.now);
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
}

/** Plays all of it. */
export function replayed(record: ReplayRecord, estimates?: Estimates): Map<string, Outcome> {
  const replay = new Replay(record, estimates);
  while (replay.step());
  return replay.outcomes();
}
