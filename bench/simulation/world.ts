import type { Database } from "@/db/types";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { Context, Door, OperatorActor, VisitorActor } from "@/lib/context";
import { isDomainError } from "@/lib/errors";
import type { Random } from "@/lib/random";
import type { RealtimeEvent } from "@/lib/realtime/events";
import { settle } from "@/lib/routing/settle";
import { Agenda } from "./agenda";
import type { SimulatedClock } from "./clock";
import type { SimDepartment, SimOperator } from "./company";

/** What somebody who asks will do, drawn before anything happens, so that it does not depend on how it goes. */
export type VisitorPlan = {
  department: SimDepartment;
  random: Random;
  /** Milliseconds from the assignment to the end of the talk. */
  handlingMs: number;
  /** They wait no longer than this. */
  patienceMs: number;
  leavesBy: "closing" | "contact" | "silence";
};

/** A chat as everybody concerned was told of it. */
export type SimChat = {
  id: string;
  status: InboxChatDto["status"];
  epoch: number;
  ownerId: string | null;
  offeredId: string | null;
  /** To whom it was offered last, and who has made up their mind. */
  consideredBy: string | null;
  /** Null until its start has been answered. */
  plan: VisitorPlan | null;
  visitor: Context<VisitorActor> | null;
  /** The visitor is gone without a word. */
  isSilent: boolean;
  wasTransferred: boolean;
  isPlannedForEpoch: number;
};

export type SimPerson = SimOperator & {
  context: Context<OperatorActor>;
  random: Random;
  /** At their desk: they see what happens and are heard of. */
  isThere: boolean;
  /** When they will be at their desk again. */
  backAt: number;
  /** They are changing their own presence at this moment. */
  isChoosing: boolean;
  isAtWork: boolean;
};

/** The product with the people around it: they hear what it publishes, and act later by what they have heard. */
export class World {
  readonly agenda = new Agenda();
  readonly chats = new Map<string, SimChat>();
  readonly people = new Map<string, SimPerson>();
  readonly door: Door;
  readonly clock: SimulatedClock;
  /** Refusals that people met with, by code: somebody else was faster. */
  readonly refusals: Record<string, number> = {};
  /** Place that was told first, by chat and epoch. */
  readonly firstPlaces = new Map<string, number>();
  readonly events: Record<string, number> = {};
  onChat: (chat: SimChat) => void = () => undefined;
  onPresence: (person: SimPerson) => void = () => undefined;

  constructor(db: Database, clock: SimulatedClock) {
    this.clock = clock;
    const publish = async (events: RealtimeEvent[]) => this.#hear(events);
    this.door = { db, publish, settle: (changes) => settle({ db, publish }, changes, { defer: false }) };
  }

  get now(): number {
    return this.clock.now;
  }

  plan(at: number, act: () => Promise<unknown>): void {
    this.agenda.plan(Math.max(at, this.now), async () => void (await act()));
  }

  /** A command of a person; that somebody else was faster is part of life. */
  async attempt<T>(command: () => Promise<T>): Promise<T | null> {
    try {
      return await command();
    } catch (error) {
      if (!isDomainError(error)) throw error;
      this.refusals[error.code] = (this.refusals[error.code] ?? 0) + 1;
      return null;
    }
  }

  chat(id: string): SimChat {
    const known = this.chats.get(id);
    if (known) return known;
    const chat: SimChat = {
      id,
      status: "queued",
      epoch: 0,
      ownerId: null,
      offeredId: null,
      consideredBy: null,
      plan: null,
      visitor: null,
      isSilent: false,
      wasTransferred: false,
      isPlannedForEpoch: 0,
    };
    this.chats.set(id, chat);
    return chat;
  }

  #hear(events: readonly RealtimeEvent[]): void {
    for (const event of events) {
      this.events[event.name] = (this.events[event.name] ?? 0) + 1;
      if (event.name === "chat.changed") this.#note(event.data.chat);
      else if (event.name === "queue.moved") this.#notePlace(event.data.chatId, event.data.queue.place);
      else if (event.name === "inbox.changed" && event.data.reason === "presence") {
        const person = this.people.get(event.id);
        if (person && !person.isChoosing) this.onPresence(person);
      }
    }
  }

  #note({ id, status, epoch, owner, offer }: InboxChatDto): void {
    const chat = this.chat(id);
    if (epoch < chat.epoch) return;
    Object.assign(chat, { status, epoch, ownerId: owner?.id ?? null, offeredId: offer?.operatorId ?? null });
    this.onChat(chat);
  }

  #notePlace(chatId: string, place: number): void {
    const key = `${chatId} ${this.chat(chatId).epoch}`;
    if (!this.firstPlaces.has(key)) this.firstPlaces.set(key, place);
  }
}
