import type { ChatEventDto, ChatStateDto, EventsPageDto } from "@/lib/chats/schemas";
import { applyEvents, applyPage, applyState, emptyTimeline, noteSeq, type Timeline } from "@/lib/chats/timeline";
import { type Caller, call, isTemporary } from "./http";

const GAP_MS = 250;
const RETRY_MS = 3000;

export type FollowerDeps = {
  caller: Caller;
  chatId: string;
  pace: () => number;
  /** Entries that were added, in order. */
  onLearnt: (timeline: Timeline, added: readonly ChatEventDto[]) => void;
};

/** One chat on one screen: live entries, catching up and the answers to own sends, all through the product's reducer. */
export class Follower {
  timeline: Timeline;
  /** What arrived by the channel, as it came, by number. */
  readonly heard = new Map<number, ChatEventDto>();
  readonly #deps: FollowerDeps;
  #reading: { isAskedAgain: boolean } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(deps: FollowerDeps) {
    this.#deps = deps;
    this.timeline = emptyTimeline(deps.chatId);
  }

  /** The chat was put away: nothing more comes here. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  onEvent = (name: string, data: unknown): void => {
    if (name === "event.appended") {
      const event = data as ChatEventDto;
      this.heard.set(event.seq, event);
      this.learn(applyEvents(this.timeline, [event]));
    } else if (name === "event.announced") this.learn(noteSeq(this.timeline, (data as { seq: number }).seq));
  };

  told(state: ChatStateDto): void {
    this.learn(applyState(this.timeline, state));
  }

  sent(events: readonly ChatEventDto[]): void {
    this.learn(applyEvents(this.timeline, events));
  }

  learn(next: Timeline): void {
    const before = this.timeline;
    if (next === before) return;
    this.timeline = next;
    this.#deps.onLearnt(next, next.events.slice(before.events.length));
    const isBehind =
      next.gap || next.events.some(({ seq, kind }) => seq > (next.state?.lastSeq ?? 0) && kind !== "message");
    clearTimeout(this.#timer);
    if (isBehind) this.#soon(GAP_MS);
  }

  /** Reads what is missing; asked while it reads, it reads once more. */
  async catchUp(): Promise<void> {
    if (this.#reading) {
      this.#reading.isAskedAgain = true;
      return;
    }
    this.#reading = { isAskedAgain: false };
    for (;;) {
      const after = this.timeline.last;
      const page = await readPage(this.#deps.caller, this.#deps.chatId, after);
      if (this.#isStopped) break;
      if (!page.ok) {
        if (isTemporary(page)) this.#soon(RETRY_MS / this.#deps.pace());
        break;
      }
      this.learn(applyPage(this.timeline, page.data));
      if (!page.data.hasMore || this.timeline.last <= after) break;
    }
    const { isAskedAgain } = this.#reading;
    this.#reading = null;
    if (isAskedAgain && !this.#isStopped) void this.catchUp();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.catchUp(), ms);
  }
}

const readPage = (caller: Caller, chatId: string, after: number) =>
  call<EventsPageDto>(caller, "GET", `/api/chats/${chatId}/events?after=${after}&limit=200`);

/** The chat as a page that was opened just now shows it, or null when it cannot be read. */
export async function freshTimeline(caller: Caller, chatId: string): Promise<Timeline | null> {
  let timeline = emptyTimeline(chatId);
  for (;;) {
    const page = await readPage(caller, chatId, timeline.last);
    if (!page.ok) return null;
    timeline = applyPage(timeline, page.data);
    if (!page.data.hasMore) return timeline;
  }
}
