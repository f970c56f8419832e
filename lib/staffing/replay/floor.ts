import { decide, HOPS_MAX, type Request } from "@/lib/routing/rules";
import type { ClockRules } from "@/lib/timeouts/deadlines";
import type { LiveChat } from "./live-chat";
import { Occupancies } from "./occupancies";
import type { ReplayedDepartment, ReplayRecord } from "./record";
import { Tally } from "./tally";
import { type Person, Team } from "./team";
import { byPlace, WaitingList } from "./waiting";

const DAY_MS = 24 * 3_600_000;

export type Place = ReplayedDepartment & {
  waiting: WaitingList;
  /** Of the chats in the queue, without those whose owner does not react. */
  queue: { chats: number; weight: number };
  tally: Tally;
  /** For how long the last chats took a slot, in seconds. */
  occupancies: Occupancies;
};

/** The departments of a replay with what waits in them, who works there, and who of them would get a chat. */
export class Floor {
  readonly team: Team;
  readonly places: ReadonlyMap<string, Place>;
  /** By visitor and department: who had their last chat there. */
  readonly #lastOwners = new Map<string, { operatorId: string; at: number }>();
  readonly #changed = new Set<string>();

  constructor(record: ReplayRecord) {
    this.team = new Team(record);
    this.places = new Map(
      record.departments.map((one) => [
        one.id,
        {
          ...one,
          waiting: new WaitingList(),
          queue: { chats: 0, weight: 0 },
          tally: new Tally(record.hours),
          occupancies: new Occupancies(),
        },
      ]),
    );
  }

  placeOf({ departmentId }: Pick<LiveChat, "departmentId">): Place {
    const place = this.places.get(departmentId);
    if (!place) throw new Error("a department that is not replayed");
    return place;
  }

  rulesOf(live: LiveChat): ClockRules {
    const rules = this.placeOf(live).rules.get(live.chat.channelId);
    if (!rules) throw new Error("a channel without rules");
    return rules;
  }

  enqueue(live: LiveChat): void {
    const { waiting, tally, queue } = this.placeOf(live);
    live.status = "queued";
    waiting.add(live);
    tally.queue(1);
    queue.chats += 1;
    queue.weight += live.chat.weight;
    this.#changed.add(live.departmentId);
  }

  unqueue(live: LiveChat): void {
    const { waiting, tally, queue } = this.placeOf(live);
    waiting.remove(live);
    tally.queue(-1);
    queue.chats -= 1;
    queue.weight -= live.chat.weight;
  }

  /** An owner has not reacted and nobody else can take it: it is tried again at every change. */
  setOverdue(live: LiveChat, isOverdue: boolean): void {
    const { waiting } = this.placeOf(live);
    if (isOverdue) waiting.add(live);
    else waiting.remove(live);
    live.isOverdue = isOverdue;
  }

  give(live: LiveChat, person: Person, at: number): void {
    const { chat, departmentId } = live;
    live.status = "active";
    live.assignedAt = at;
    live.owner = person;
    live.epoch += 1;
    live.preferredId = null;
    person.take(chat.weight, at);
    this.placeOf(live).tally.load(at, 1);
    this.#lastOwners.set(`${chat.visitorId} ${departmentId}`, { operatorId: person.id, at });
  }

  /** Its owner has it no longer, and room for another one. */
  free(live: LiveChat, at: number, isClosed: boolean): void {
    if (live.isHeld) this.hold(live, at, false);
    const { owner, chat } = live;
    live.owner = null;
    live.epoch += 1;
    const { tally, occupancies } = this.placeOf(live);
    tally.load(at, -1);
    occupancies.note(at, at - live.assignedAt);
    owner?.release(chat.weight, isClosed ? at : null);
    for (const id of owner?.departmentIds ?? []) this.#changed.add(id);
  }

  hold(live: LiveChat, at: number, isHeld: boolean): void {
    const { owner, chat } = live;
    live.isHeld = isHeld;
    owner?.hold(chat.weight, isHeld);
    this.placeOf(live).tally.load(at, isHeld ? -1 : 1);
    for (const id of owner?.departmentIds ?? []) this.#changed.add(id);
  }

  staffChanged(departmentIds: readonly string[], at: number): void {
    for (const id of departmentIds) {
      this.places.get(id)?.tally.staff(at, this.team.countThere(id));
      this.#changed.add(id);
    }
  }

  /** Who gets a chat by the product's own rule. */
  choose(live: LiveChat, at: number): Person | undefined {
    const { chat, departmentId, owner } = live;
    if (owner && live.hops >= HOPS_MAX) return undefined;
    const { strategy } = this.placeOf(live);
    const request: Request = {
      weight: chat.weight,
      channelType: chat.channelType,
      // When people would have accepted is not known: where they do so by themselves, the usual steps stand for them.
      strategy: strategy === "manual" ? "automatic" : strategy,
      preferredId: live.preferredId,
      returningId: this.#returningId(live, at),
      ownerId: owner?.id ?? null,
      triedIds: live.triedIds,
    };
    const { chosen } = decide(this.team.of(departmentId), request);
    return chosen ? this.team.people.get(chosen.operatorId) : undefined;
  }

  /**
   * Offers what waits where something has changed, the longest waiting of all first, for as long as anybody can take one.
   * `take`: gives a chat to whoever was chosen and takes it out of what waits.
   */
  distribute(at: number, take: (live: LiveChat, person: Person) => void): void {
    while (this.#changed.size > 0) {
      const cursors = [...this.#changed].map((id) => ({ id, index: 0 }));
      this.#changed.clear();
      // Slots only become fewer within one pass: nobody for one chat is nobody for another that asks for the same.
      const refused = new Set<string>();
      const headOf = ({ id, index }: { id: string; index: number }) => this.places.get(id)?.waiting.at(index);
      for (;;) {
        let first: { live: LiveChat; cursor: { id: string; index: number } } | undefined;
        for (const cursor of cursors) {
          const live = headOf(cursor);
          if (!live || (first && byPlace(first.live, live) < 0)) continue;
          if (this.team.hasSlot(cursor.id)) first = { live, cursor };
        }
        if (!first) break;
        const { live, cursor } = first;
        const isSpecial = live.triedIds.length > 0 || live.isOverdue;
        const asked = `${cursor.id} ${live.chat.weight} ${live.chat.channelType}`;
        const person = !isSpecial && refused.has(asked) ? undefined : this.choose(live, at);
        if (person) take(live, person);
        else {
          cursor.index += 1;
          if (!isSpecial) refused.add(asked);
        }
      }
    }
  }

  #returningId({ chat, departmentId }: LiveChat, at: number): string | null {
    const days = this.places.get(departmentId)?.returningVisitorDays ?? null;
    const last = days === null ? undefined : this.#lastOwners.get(`${chat.visitorId} ${departmentId}`);
    return last && days !== null && at - last.at < days * DAY_MS ? last.operatorId : null;
  }
}
