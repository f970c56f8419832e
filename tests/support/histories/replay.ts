import { HOPS_MAX } from "@/lib/routing/rules";
import type { EventRow } from "./snapshot";

export type ReplayedLeg = {
  departmentName: string;
  operatorId: string | null;
  fromSeq: number;
  toSeq: number | null;
  reason: string | null;
  isAnswered: boolean;
};

/** A chat as its timeline tells it. */
export type Replayed = {
  status: "queued" | "active" | "closed";
  ownerId: string | null;
  departmentName: string;
  epoch: number;
  legs: ReplayedLeg[];
  isHeld: boolean;
  isOnIt: boolean;
  offeredTo: string | null;
  /** The visitor waits for an answer. */
  isAwaiting: boolean;
  /** Numbers of the visitor's messages. */
  asked: number[];
  closeReason: string | null;
  /** What the rules forbid and the timeline shows nevertheless. */
  wrongs: string[];
};

const AFTER_CLOSE = ["reopened", "rated", "tagged", "untagged"];

/** Reads a timeline from its first entry on, with nothing but what the entries say. */
export function replay(events: readonly EventRow[]): Replayed {
  const chat = new Replay();
  for (const event of events) chat.read(event);
  return chat;
}

class Replay implements Replayed {
  status: Replayed["status"] = "queued";
  ownerId: string | null = null;
  departmentName = "";
  epoch = 1;
  legs: ReplayedLeg[] = [];
  isHeld = false;
  #isSnoozed = false;
  isOnIt = false;
  offeredTo: string | null = null;
  isAwaiting = false;
  asked: number[] = [];
  closeReason: string | null = null;
  wrongs: string[] = [];
  #lastBy: "visitor" | "operator" | null = null;
  #isWarned = false;
  /** Owners of this turn since a person last decided whose the chat is, and how often it moved on for want of a reaction. */
  #turn: string[] = [];
  #moves = 0;
  #notices = new Set<string>();

  read(event: EventRow): void {
    const { kind, data } = event;
    if (this.status === "closed" && !AFTER_CLOSE.includes(kind)) this.#wrong(event, "after the close");
    switch (kind) {
      case "started":
        this.departmentName = data.departmentName ?? "";
        this.#beginLeg(event.seq, null);
        break;
      case "message":
        if (event.senderType === "visitor") this.#ask(event);
        else this.#answer(event);
        break;
      case "claimed":
      case "assigned":
      case "reassigned":
      case "accepted":
      case "taken_over":
        this.#give(event);
        break;
      case "requeued":
      case "transferred":
      case "switched":
      case "reopened":
        this.#queue(event);
        break;
      case "closed":
        this.#close(event);
        break;
      default:
        this.#note(event);
    }
  }

  #wrong({ seq, kind }: EventRow, what: string) {
    this.wrongs.push(`${kind} (${seq}): ${what}`);
  }

  #beginLeg(fromSeq: number, operatorId: string | null) {
    const { departmentName } = this;
    this.legs.push({ departmentName, operatorId, fromSeq, toSeq: null, reason: null, isAnswered: false });
  }

  get #leg() {
    return this.legs.at(-1);
  }

  #endLeg(toSeq: number, reason: string) {
    if (this.#leg) Object.assign(this.#leg, { toSeq, reason });
  }

  #ask({ seq }: EventRow) {
    this.asked.push(seq);
    this.#lastBy = "visitor";
    this.#isWarned = false;
    // What was laid aside comes back with the visitor's word.
    if (this.#isSnoozed) this.isHeld = false;
    this.#isSnoozed = false;
    if (this.isAwaiting) return;
    this.isAwaiting = true;
    this.#beginTurn(this.ownerId);
  }

  #beginTurn(ownerId: string | null) {
    this.#turn = ownerId ? [ownerId] : [];
    this.#moves = 0;
  }

  #answer(event: EventRow) {
    if (event.senderId !== this.ownerId) this.#wrong(event, "by somebody who is not the owner");
    if (this.isAwaiting && this.#leg) this.#leg.isAnswered = true;
    this.#lastBy = "operator";
    this.#isWarned = false;
    this.isAwaiting = false;
    this.isOnIt = false;
  }

  #give(event: EventRow) {
    const { seq, kind, data } = event;
    const operatorId = data.operatorId ?? "";
    const wasQueued = this.status === "queued";
    const isRight = wasQueued ? kind === "assigned" || kind === "claimed" : kind !== "assigned" && kind !== "claimed";
    if (!isRight) this.#wrong(event, `in a ${this.status} chat`);
    if (kind === "accepted" && this.offeredTo !== operatorId) this.#wrong(event, "without an offer");
    if (kind === "reassigned" && !this.isAwaiting) this.#wrong(event, "with nobody waiting");
    if (kind === "reassigned" && this.isHeld) this.#wrong(event, "on hold");
    if (data.fromId && data.fromId !== this.ownerId) this.#wrong(event, "from somebody who is not the owner");
    if (kind === "assigned" || kind === "reassigned") this.#moveTo(event, operatorId);
    else this.#beginTurn(operatorId);
    if (kind === "accepted" && data.departmentName) this.departmentName = data.departmentName;
    if (wasQueued) Object.assign(this.#leg ?? {}, { operatorId, fromSeq: seq });
    else {
      const isAnswer = event.internal?.decision?.rule === "answered";
      this.#endLeg(seq, kind === "reassigned" ? "missed" : isAnswer ? "answered" : "transferred");
      this.#beginLeg(seq, operatorId);
    }
    this.#changeOwner("active", operatorId);
  }

  /** By the router: never back to who had it before somebody else in this turn, and three times at most. */
  #moveTo(event: EventRow, operatorId: string) {
    if (event.kind === "reassigned") this.#moves += 1;
    if (this.#moves > HOPS_MAX) this.#wrong(event, "moved too often in one turn");
    const isBack = this.#turn.includes(operatorId) && this.#turn.at(-1) !== operatorId;
    if (this.isAwaiting && isBack) this.#wrong(event, "back to somebody who had it in this turn");
    this.#turn.push(operatorId);
  }

  #queue(event: EventRow) {
    const { seq, kind, data } = event;
    if ((this.status === "closed") !== (kind === "reopened")) this.#wrong(event, `in a ${this.status} chat`);
    if (kind === "switched" && this.status !== "queued") this.#wrong(event, "while somebody has it");
    if (kind === "requeued" && data.fromId !== this.ownerId) this.#wrong(event, "from somebody who is not the owner");
    if (this.status !== "closed") this.#endLeg(seq, data.reason === "unreachable" ? "missed" : "transferred");
    if (kind === "transferred" || kind === "switched") this.departmentName = data.departmentName ?? "";
    if (kind === "transferred") this.#beginTurn(null);
    if (kind === "reopened") {
      this.isAwaiting = false;
      this.closeReason = null;
      this.#notices.clear();
    }
    this.#beginLeg(seq, null);
    this.#changeOwner("queued", null);
  }

  #close(event: EventRow) {
    const reason = event.data.reason ?? "";
    const wasQueued = this.status === "queued";
    if (reason === "idle" && (wasQueued || this.isHeld)) this.#wrong(event, "idle, but waiting or on hold");
    if (reason === "idle" && this.#lastBy !== "operator") this.#wrong(event, "idle, but the visitor waits");
    if (reason === "idle" && !this.#isWarned) this.#wrong(event, "without a warning");
    if ((reason === "abandoned" || reason === "left_contact") && !wasQueued)
      this.#wrong(event, "while somebody has it");
    if (reason === "never_wrote" && this.asked.length > 0) this.#wrong(event, "but they wrote");
    const end = reason === "idle" ? "idle" : reason !== "operator" && wasQueued ? "left" : "closed";
    this.#endLeg(event.seq + 1, end);
    this.closeReason = reason;
    this.#changeOwner("closed", null);
    this.epoch -= 1;
  }

  #changeOwner(status: Replayed["status"], ownerId: string | null) {
    this.epoch += 1;
    Object.assign(this, { status, ownerId, isHeld: false, isOnIt: false, offeredTo: null });
    this.#isSnoozed = false;
    this.#isWarned = false;
  }

  /** Entries that change neither owner nor status. */
  #note(event: EventRow) {
    const { kind, data } = event;
    const isActive = this.status === "active";
    if (kind === "held" || kind === "resumed") {
      this.isHeld = kind === "held";
      this.#isSnoozed = false;
    }
    if (kind === "snoozed" || kind === "unsnoozed") {
      if (!isActive) this.#wrong(event, "of a chat that nobody has");
      this.isHeld = kind === "snoozed";
      this.#isSnoozed = this.isHeld;
    }
    if (kind === "offered") this.offeredTo = data.operatorId ?? null;
    if (kind === "declined") this.offeredTo = null;
    if (kind === "on_it") {
      if (this.isOnIt || !this.isAwaiting) this.#wrong(event, "twice in a turn, or with nobody waiting");
      this.isOnIt = true;
    }
    if (kind === "idle_warning") {
      if (!isActive || this.isHeld || this.#lastBy !== "operator") this.#wrong(event, "of a chat that is not idle");
      if (this.#isWarned) this.#wrong(event, "a second time");
      this.#isWarned = true;
    }
    if (kind === "kept_open") this.#isWarned = false;
    if (kind === "resumed" || kind === "unsnoozed") this.#isWarned = false;
    if (kind === "alerted" && (!isActive || !this.isAwaiting)) this.#wrong(event, "of a chat that nobody waits in");
    if (kind === "notice" && !this.isAwaiting) this.#wrong(event, "to somebody who was answered");
    if (kind === "notice" && this.#notices.has(data.cause ?? "")) this.#wrong(event, `${data.cause} a second time`);
    if (kind === "notice") this.#notices.add(data.cause ?? "");
    if (kind === "overflow_offered" && this.status !== "queued") this.#wrong(event, "to somebody who does not wait");
  }
}
