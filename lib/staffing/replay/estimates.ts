import type { RecordedChat, ReplayRecord, Stage } from "./record";
import { lotOf, type Observation, Survival } from "./survival";

/** Whoever does not react at all comes back to their chats by then, when nobody else could take them. */
export const REACTION_MAX_MS = 30 * 60_000;
/** Fewer legs of one operator say less of them than those of everybody. */
const OWN_LEGS_MIN = 30;

/**
 * What the record does not say of a chat that goes otherwise than it went: drawn from what was recorded of others, always
 * alike for one chat.
 */
export class Estimates {
  readonly #patience: Survival;
  /** How long who is asked to go elsewhere takes to agree; null: nobody was asked. */
  readonly #agreement: Survival | null;
  readonly #reaction: Survival;
  readonly #ownReaction = new Map<string, Survival>();
  readonly #work = new Map<string, number[]>();

  constructor({ chats }: Pick<ReplayRecord, "chats">) {
    const patience: Observation[] = [];
    const agreements: Observation[] = [];
    const reactions = new Map<string, Observation[]>();
    const note = (operatorId: string, observation: Observation) => {
      const known = reactions.get(operatorId);
      if (known) known.push(observation);
      else reactions.set(operatorId, [observation]);
    };
    for (const stage of chats.flatMap(({ stages }) => stages)) {
      if (stage.givenTo === null) patience.push(patienceOf(stage));
      const agreement = agreementOf(stage);
      if (agreement) agreements.push(agreement);
      for (const { operatorId, ms } of stage.missed) note(operatorId, { ms, happened: false });
      if (stage.owner && stage.owner.reactionMs !== null) {
        note(stage.owner.operatorId, { ms: stage.owner.reactionMs, happened: true });
      }
      if (stage.owner?.reactionMs != null && stage.workMs !== null && stage.end !== "open") {
        const known = this.#work.get(stage.departmentId);
        if (known) known.push(stage.workMs);
        else this.#work.set(stage.departmentId, [stage.workMs]);
      }
    }
    this.#patience = new Survival(patience);
    this.#agreement = agreements.length > 0 ? new Survival(agreements) : null;
    this.#reaction = new Survival([...reactions.values()].flat());
    for (const [id, own] of reactions) if (own.length >= OWN_LEGS_MIN) this.#ownReaction.set(id, new Survival(own));
    for (const list of this.#work.values()) list.sort((a, b) => a - b);
  }

  /**
   * How long the visitor waits for an operator before they go, in milliseconds. Who left waits as long as they did; of who
   * got an operator it is known only that they waited so long, and beyond it they are like the others. Infinity: they stay.
   */
  patience(chat: RecordedChat, stage: Stage): number {
    const { ms, happened } = patienceOf(stage);
    if (happened) return ms;
    return this.#patience.draw(lotOf(`${chat.id} ${stage.queuedAt} patience`), ms);
  }

  /**
   * How long the visitor, asked to go to another department, takes to agree, in milliseconds: as long as they did; who got
   * an operator, or left, before they answered is like the others beyond that. Infinity: they stay where they are. Where
   * nobody was ever asked, everybody agrees at once.
   */
  agreement(chat: RecordedChat, stage: Stage): number {
    if (!this.#agreement) return 0;
    const known = agreementOf(stage);
    if (known?.happened) return known.ms;
    return this.#agreement.draw(lotOf(`${chat.id} ${stage.queuedAt} agreement`), known?.ms);
  }

  /** Whether visitors of these days were asked to go to another department: else nothing is known of how many agree. */
  get knowsAgreement(): boolean {
    return this.#agreement !== null;
  }

  /**
   * How long an operator takes to react to a chat, in milliseconds: as recorded where it was theirs; longer than they had
   * it where they missed it; else as they, or all, take. Never longer than `REACTION_MAX_MS`.
   */
  reaction(chat: RecordedChat, stage: Stage, operatorId: string): number {
    const { owner } = stage;
    // Whoever ended it without an answer had nothing to react to.
    if (owner && owner.reactionMs === null) return 0;
    if (owner?.operatorId === operatorId && owner.reactionMs !== null) return owner.reactionMs;
    const missed = stage.missed.find((one) => one.operatorId === operatorId);
    const times = this.#ownReaction.get(operatorId) ?? this.#reaction;
    const lot = lotOf(`${chat.id} ${stage.queuedAt} ${operatorId}`);
    return Math.min(REACTION_MAX_MS, missed ? this.#reaction.draw(lot, missed.ms) : times.draw(lot));
  }

  /** From the first answer to the last word, in milliseconds; of a chat that nobody handled, as another of its department. */
  work(chat: RecordedChat, stage: Stage): number {
    if (stage.workMs !== null) return stage.workMs;
    const known = this.#work.get(stage.departmentId) ?? [];
    return known[Math.floor(lotOf(`${chat.id} ${stage.queuedAt} work`) * known.length)] ?? 0;
  }
}

function patienceOf({ assignedAt, queuedAt, endedAt, end }: Stage): Observation {
  if (assignedAt !== null) return { ms: Math.max(0, assignedAt - queuedAt), happened: false };
  // Who still waits, or went to another department, is known to have waited so long.
  return { ms: Math.max(0, (endedAt ?? queuedAt) - queuedAt), happened: end === "left" };
}

function agreementOf({ askedMs, queuedAt, assignedAt, endedAt, moved }: Stage): Observation | null {
  if (askedMs === null) return null;
  const until = assignedAt ?? endedAt;
  return until === null ? null : { ms: Math.max(0, until - queuedAt - askedMs), happened: moved === "overflow" };
}
