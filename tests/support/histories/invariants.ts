import { expect } from "vitest";
import { requestOf } from "@/lib/routing/assign";
import { decide, HOPS_MAX, type OperatorFacts, PRESENCE_TTL_MS } from "@/lib/routing/rules";
import { type ChatRules, getChatRules } from "@/lib/timeouts/arm-timers";
import { deadlinesOf } from "@/lib/timeouts/deadlines";
import type { Plan } from "./plan";
import { type Replayed, replay } from "./replay";
import type { ChatRow, EventRow, LegRow, Snapshot } from "./snapshot";
import { CHANNEL_IDS, type World } from "./world";

/** Stamps have microseconds, deadlines are set in milliseconds. */
const NEARLY_MS = 5;
const minutesMs = (minutes: number) => minutes * 60_000;

/** Watches one history: what must hold after every step, and what must never change between two of them. */
export class Watch {
  readonly #rules = new Map<string, ChatRules>();
  readonly #ended = new Map<string, string>();
  readonly #promised = new Map<string, number>();
  /** When each chat began to wait, on a clock that does not jump. */
  readonly #queuedSince = new Map<string, { at: number; opening: number }>();
  readonly #lastSeq = new Map<string, number>();

  readonly #seen = new Map<string, number>();

  constructor(
    readonly world: World,
    readonly plan: Plan,
  ) {}

  /** What a step has added to the timelines, in words, for whoever reads of a failure. */
  tellNew(now: Snapshot): string {
    const told = now.chats.flatMap((chat, index) => {
      const added = (now.events.get(chat.id) ?? []).filter(({ seq }) => seq > (this.#seen.get(chat.id) ?? 0));
      this.#seen.set(chat.id, chat.lastSeq);
      const words = added.map(({ kind, data }) =>
        [kind, data.operatorName, data.departmentName, data.reason].filter(Boolean).join(" "),
      );
      return words.length > 0 ? [`chat ${index}: ${words.join(", ")}`] : [];
    });
    return told.join("; ");
  }

  async check(now: Snapshot): Promise<void> {
    for (const chat of now.chats) {
      const events = now.events.get(chat.id) ?? [];
      const told = replay(events);
      expect(told.wrongs, `timeline of ${chat.id}: ${events.map(({ kind }) => kind).join(" ")}`).toEqual([]);
      this.#checkNumbers(chat, events);
      this.#checkRow(chat, told);
      this.#checkLegs(chat, told, now.legs.get(chat.id) ?? []);
      this.#checkWaiting(chat, events);
      await this.#checkTimers(chat, now);
      this.#checkAssignments(chat, events, now);
    }
    this.#checkTold();
    this.#checkMessages(now);
    this.#checkOfflineMessages(now);
    this.#checkNobodyWaitsInVain(now);
  }

  #checkNumbers({ id, lastSeq, lastPubSeq }: ChatRow, events: EventRow[]) {
    expect(
      events.map(({ seq }) => seq),
      `numbers of ${id}`,
    ).toEqual(Array.from({ length: lastSeq }, (_, i) => i + 1));
    const visible = events.flatMap(({ pubSeq }) => pubSeq ?? []);
    expect(visible, `the visitor's numbers of ${id}`).toEqual(Array.from({ length: lastPubSeq }, (_, i) => i + 1));
  }

  #checkRow(chat: ChatRow, told: Replayed) {
    const isClosed = chat.status === "closed";
    expect({
      status: chat.status,
      ownerId: isClosed ? null : chat.operatorId,
      departmentId: chat.departmentId,
      epoch: chat.epoch,
      isHeld: chat.heldAt !== null,
      isOnIt: chat.onItAt !== null,
      offeredTo: chat.offeredOperatorId,
      isAwaiting: chat.awaitingSince !== null,
      closeReason: chat.closeReason,
      isDated: chat.closedAt !== null,
      unread: chat.unreadCount,
      lastAsked: chat.lastVisitorSeq,
    }).toEqual({
      status: told.status,
      ownerId: told.ownerId,
      departmentId: this.#idOf(told.departmentName),
      epoch: told.epoch,
      isHeld: told.isHeld,
      isOnIt: told.isOnIt,
      offeredTo: told.offeredTo,
      isAwaiting: told.isAwaiting,
      closeReason: told.closeReason,
      isDated: isClosed,
      unread: told.asked.filter((seq) => seq > chat.operatorReadSeq).length,
      lastAsked: told.asked.at(-1) ?? 0,
    });
  }

  #idOf(name: string) {
    return this.world.departments.find((one) => one.name === name)?.id;
  }

  /** The legs are those that the timeline tells; one is open while the chat is; ended ones stay as they ended. */
  #checkLegs(chat: ChatRow, told: Replayed, legs: LegRow[]) {
    const open = legs.filter(({ releasedAt }) => !releasedAt);
    expect(open.length, `open legs of ${chat.id}`).toBe(chat.status === "closed" ? 0 : 1);
    if (open[0]) expect(open[0]).toMatchObject({ operatorId: chat.operatorId, departmentId: chat.departmentId });
    const expected = told.legs.map(({ departmentName, ...leg }) => ({
      ...leg,
      departmentId: this.#idOf(departmentName),
    }));
    expect(
      legs.map(({ departmentId, operatorId, fromSeq, toSeq, reason, firstReplyAt }) => ({
        ...{ departmentId, operatorId, fromSeq, toSeq, reason, isAnswered: firstReplyAt !== null },
      })),
      `legs of ${chat.id}`,
    ).toEqual(expected.map(({ departmentId, ...leg }) => ({ departmentId, ...leg })));
    for (const leg of legs) {
      expect(leg.decision?.chosen?.operatorId ?? null, "a leg's reasons name its operator").toBe(leg.operatorId);
      const promised = this.#promised.get(leg.id);
      if (promised !== undefined) expect(leg.promisedSeconds, "what was promised").toBe(promised);
      if (leg.promisedSeconds !== null) this.#promised.set(leg.id, leg.promisedSeconds);
      if (!leg.releasedAt) continue;
      const text = JSON.stringify(leg);
      expect(text, "an ended leg").toBe(this.#ended.get(leg.id) ?? text);
      this.#ended.set(leg.id, text);
    }
  }

  /** The waiting time begins with the chat or its reopening, and is the same whoever has it, wherever it goes. */
  #checkWaiting(chat: ChatRow, events: EventRow[]) {
    const at = chat.queuedSince.getTime() + minutesMs(this.world.minutes);
    const opening = events.filter(({ kind }) => kind === "reopened").length;
    const known = this.#queuedSince.get(chat.id);
    if (known?.opening === opening) expect(Math.abs(at - known.at), "queued_since moved").toBeLessThan(NEARLY_MS);
    else this.#queuedSince.set(chat.id, { at, opening });
  }

  /** Stored deadlines are those of the row; one that was due and could not be met may have been put off. */
  async #checkTimers(chat: ChatRow, now: Snapshot) {
    const stored = now.timers.get(chat.id) ?? new Map<string, Date>();
    const due = chat.status === "closed" ? {} : deadlinesOf(chat, await this.#rulesOf(chat));
    expect([...stored.keys()].sort(), `clocks of ${chat.id}`).toEqual(Object.keys(due).sort());
    for (const [kind, at] of Object.entries(due)) {
      const off = (stored.get(kind)?.getTime() ?? Number.NaN) - at.getTime();
      const isPutOff = !kind.startsWith("idle") && at <= now.now && off > 0;
      // A pulse of the visitor moves no clock: when it runs out, it is seen that they are there.
      const isEarly = (kind === "abandoned" || kind === "never_wrote") && off < 0;
      if (!isPutOff && !isEarly) expect(Math.abs(off), `${kind} of ${chat.id}`).toBeLessThan(NEARLY_MS);
    }
  }

  async #rulesOf(chat: ChatRow): Promise<ChatRules> {
    const key = chat.departmentId + chat.channelId;
    const rules = this.#rules.get(key) ?? (await getChatRules(this.world.db, chat));
    this.#rules.set(key, rules);
    return rules;
  }

  /** Whoever the router gave something in this step has it, was a candidate by the record, and is not above the max load. */
  #checkAssignments(chat: ChatRow, events: EventRow[], now: Snapshot) {
    const seen = this.#lastSeq.get(chat.id) ?? 0;
    this.#lastSeq.set(chat.id, chat.lastSeq);
    for (const { seq, kind, data, internal } of events) {
      if (seq <= seen || (kind !== "assigned" && kind !== "reassigned")) continue;
      const chosen = internal?.decision?.chosen;
      expect(chosen?.operatorId, "the reasons name the new owner").toBe(data.operatorId);
      if (!chosen) continue;
      expect(chosen.load + chat.weight, "load by the record").toBeLessThanOrEqual(chosen.maxLoad);
      const owner = factsOf(now, chosen.operatorId);
      expect(owner.load, `load of ${owner.name} after an assignment`).toBeLessThanOrEqual(owner.maxLoad);
    }
  }

  /** Visitors hear names of operators, and neither their ids nor why somebody was chosen. */
  #checkTold() {
    const ids = this.world.operators.map(({ actor }) => actor.operatorId);
    for (const event of this.world.published.splice(0)) {
      if (event.channel !== "visitorChat") continue;
      const text = JSON.stringify(event);
      expect(
        [...ids, '"internal"'].filter((secret) => text.includes(secret)),
        `in ${text}`,
      ).toEqual([]);
    }
  }

  #checkMessages(now: Snapshot) {
    for (const { chatId, clientId, isAccepted } of this.world.sent) {
      const found = now.events.get(chatId)?.filter((event) => event.clientId === clientId) ?? [];
      expect(found.length, isAccepted ? "an accepted message" : "a refused message").toBe(isAccepted ? 1 : 0);
    }
  }

  #checkOfflineMessages(now: Snapshot) {
    for (const chatId of new Set(now.offlineChatIds)) {
      const ends = now.events.get(chatId)?.map(({ data }) => data.reason ?? "") ?? [];
      const left = ends.filter((reason) => reason === "abandoned" || reason === "left_contact").length;
      expect(now.offlineChatIds.filter((id) => id === chatId).length, "offline messages of a chat").toBe(left);
    }
  }

  /** Where chats are given out by themselves, none waits while somebody could take it. */
  #checkNobodyWaitsInVain(now: Snapshot) {
    for (const chat of now.chats) {
      const isOverdue = chat.overdueSince !== null && chat.heldAt === null && chat.hops < HOPS_MAX;
      const strategy = this.plan.departments[this.#indexOf(chat)]?.strategy ?? "automatic";
      if (!isOverdue && (chat.status !== "queued" || strategy === "manual")) continue;
      const channelType = CHANNEL_IDS.indexOf(chat.channelId) === 0 ? "web" : "telegram";
      const decision = decide(this.#membersOf(chat, now), requestOf(chat, { channelType, strategy: "automatic" }));
      expect(decision.chosen, `${chat.id} waits though somebody has a slot`).toBeNull();
    }
  }

  #indexOf({ departmentId }: ChatRow) {
    return this.world.departments.findIndex(({ id }) => id === departmentId);
  }

  #membersOf(chat: ChatRow, now: Snapshot): OperatorFacts[] {
    return this.world.operators.flatMap(({ actor }, i) => {
      const line = this.plan.operators[i]?.lines[this.#indexOf(chat)] ?? 0;
      return line > 0 ? [{ ...factsOf(now, actor.operatorId), line }] : [];
    });
  }
}

/** What the choice depends on, added up from the rows and not asked of the code that chooses. */
function factsOf({ operators, chats, now }: Snapshot, operatorId: string): OperatorFacts {
  const one = operators.find(({ id }) => id === operatorId);
  if (!one) throw new Error("no such operator");
  const open = chats.filter((chat) => chat.status === "active" && chat.operatorId === operatorId && !chat.heldAt);
  return {
    operatorId,
    name: one.name,
    isActive: one.deactivatedAt === null,
    intent: one.intent,
    isReachable: one.lastPulseAt !== null && now.getTime() - one.lastPulseAt.getTime() < PRESENCE_TTL_MS,
    finishing: one.finishing,
    channelTypes: one.channelTypes,
    line: 1,
    maxLoad: one.maxLoad,
    load: open.reduce((sum, { weight }) => sum + weight, 0),
    openChats: open.length,
    lastAssignedAt: one.lastAssignedAt?.getTime() ?? null,
    lastClosedAt: one.lastClosedAt?.getTime() ?? null,
  };
}
