import { isAvailable, type OperatorFacts } from "@/lib/routing/rules";
import type { SlotHolder } from "@/lib/routing/share-slots";
import type { Presence, RecordedOperator, ReplayRecord } from "./record";

/** Whom missed chats made Away comes back after so long, or when their next recorded time begins. */
export const AWAY_BY_MISSES_MS = 10 * 60_000;

/** One operator as they are at the moment of a replay: the facts that routing asks for, one object for each department. */
export class Person {
  readonly id: string;
  readonly seats: ReadonlyMap<string, OperatorFacts>;
  misses = 0;
  #recorded: Presence | "gone" = "gone";
  #isAwayByMisses = false;

  constructor({ id, name, maxLoad, channelTypes, seats }: RecordedOperator) {
    this.id = id;
    const facts = {
      operatorId: id,
      name,
      isActive: true,
      intent: "online" as const,
      isReachable: false,
      finishing: false,
      channelTypes,
      maxLoad,
      load: 0,
      openChats: 0,
      lastAssignedAt: null,
      lastClosedAt: null,
    };
    this.seats = new Map(seats.map(({ departmentId, line }) => [departmentId, { ...facts, line }]));
  }

  get departmentIds(): string[] {
    return [...this.seats.keys()];
  }

  get isReachable(): boolean {
    return this.#recorded !== "gone";
  }

  recordedAs(state: Presence | "gone"): void {
    if (state === "there") this.#isAwayByMisses = false;
    this.#recorded = state;
    this.#show();
  }

  awayByMisses(isAway: boolean): void {
    this.#isAwayByMisses = isAway;
    this.misses = 0;
    this.#show();
  }

  take(weight: number, at: number): void {
    this.#change((facts) => {
      facts.load += weight;
      facts.openChats += 1;
      facts.lastAssignedAt = at;
    });
  }

  /** `closedAt`: the chat is over; null: it goes on with somebody else. */
  release(weight: number, closedAt: number | null): void {
    this.#change((facts) => {
      facts.load -= weight;
      facts.openChats -= 1;
      facts.lastClosedAt = closedAt ?? facts.lastClosedAt;
    });
  }

  /** A chat is on hold, and takes no room, or is taken up again, even where that is one too many. */
  hold(weight: number, isHeld: boolean): void {
    this.#change((facts) => {
      facts.load += isHeld ? -weight : weight;
      facts.openChats += isHeld ? -1 : 1;
    });
  }

  #show(): void {
    this.#change((facts) => {
      facts.isReachable = this.#recorded !== "gone";
      facts.intent = this.#recorded === "there" && !this.#isAwayByMisses ? "online" : "away";
    });
  }

  #change(change: (facts: OperatorFacts) => void): void {
    for (const facts of this.seats.values()) change(facts);
  }
}

/** Who works for each department of a replay. */
export class Team {
  readonly people: ReadonlyMap<string, Person>;
  readonly #members = new Map<string, OperatorFacts[]>();
  readonly #without = new Map<string, { count: number; place: Map<string, number>; isOn: boolean }>();

  constructor({ operators, departments }: ReplayRecord) {
    this.people = new Map(operators.map((operator) => [operator.id, new Person(operator)]));
    for (const { id, without } of departments) {
      this.#members.set(
        id,
        [...this.people.values()].flatMap(({ seats }) => seats.get(id) ?? []),
      );
      if (without) {
        this.#without.set(id, {
          count: without.count,
          place: new Map(without.ranks.map((one, place) => [one, place])),
          isOn: without.windows.some(({ from }) => from === Number.NEGATIVE_INFINITY),
        });
      }
    }
  }

  /** From now on, or no longer, some are taken from a department. */
  takeAway(departmentId: string, isOn: boolean): void {
    const without = this.#without.get(departmentId);
    if (without) without.isOn = isOn;
  }

  /** Who may take chats of a department. */
  of(departmentId: string): readonly OperatorFacts[] {
    const members = this.#members.get(departmentId) ?? [];
    const without = this.#without.get(departmentId);
    if (!without?.isOn) return members;
    const placeOf = ({ operatorId }: OperatorFacts) => without.place.get(operatorId) ?? -1;
    const there = members.filter(isAvailable).sort((a, b) => placeOf(a) - placeOf(b));
    return there.slice(without.count);
  }

  hasSlot(departmentId: string): boolean {
    return this.of(departmentId).some((facts) => isAvailable(facts) && facts.load < facts.maxLoad);
  }

  /** Who is there, with the departments for which they take chats. */
  slotHolders(departmentIds: readonly string[]): SlotHolder[] {
    const found = new Map<string, { departmentIds: string[]; slots: number }>();
    for (const id of departmentIds) {
      for (const { operatorId, maxLoad } of this.of(id).filter(isAvailable)) {
        const known = found.get(operatorId) ?? { departmentIds: [], slots: maxLoad };
        known.departmentIds.push(id);
        found.set(operatorId, known);
      }
    }
    return [...found.values()];
  }

  isAnybodyReachable(departmentId: string): boolean {
    return (this.#members.get(departmentId) ?? []).some(({ isReachable }) => isReachable);
  }

  countThere(departmentId: string): number {
    return this.of(departmentId).reduce((sum, facts) => sum + Number(isAvailable(facts)), 0);
  }
}
