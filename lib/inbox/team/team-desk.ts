import { PREVIEW_MAX } from "@/lib/chats/input-schemas";
import type { ChatEventDto } from "@/lib/chats/schemas";
import { applyEvents, applyMarks, noteSeq } from "@/lib/chats/timeline";
import { isRetryable } from "@/lib/http/client";
import { uuidv7 } from "@/lib/ids";
import { newItem } from "@/lib/inbox/outbox/outbox";
import { Outbox } from "@/lib/inbox/outbox/outbox-sender";
import type { TextStore } from "@/lib/inbox/storage";
import { createStore, type Store } from "@/lib/inbox/store";
import { TimelineBook } from "@/lib/inbox/timeline-book";
import type { RoomsDto } from "@/lib/rooms/schemas";
import { preview } from "@/lib/text";
import * as api from "./team-api";
import { roomOf, type TeamAction, type TeamState, teamReducer } from "./team-state";

const RETRY_WAIT_MS = 3000;

export type TeamDeskOptions = {
  rooms: RoomsDto;
  openedId: string | null;
  storage: TextStore;
  exclusively: (name: string, work: () => Promise<void>) => Promise<void>;
};

/**
 * What one tab knows of the rooms and does in them. Timelines and sending are those of chats: the same book, the same
 * reducer, the same outbox.
 */
export class TeamDesk {
  readonly state: Store<TeamState, TeamAction>;
  readonly book = new TimelineBook(
    (roomId, { from }) => api.readRoomEvents(roomId, from),
    () => undefined,
    { isWhole: true },
  );
  readonly outbox: Outbox<{ event: ChatEventDto; missed: ChatEventDto[] }>;
  /** How far was read, of each room whose news the server has not confirmed. */
  readonly #unconfirmedReads = new Map<string, number>();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor({ rooms, openedId, storage, exclusively }: TeamDeskOptions) {
    this.state = createStore(teamReducer, { ...rooms, openedId });
    this.outbox = new Outbox({
      store: storage,
      key: `foyer.rooms.${rooms.operator.id}`,
      exclusively,
      send: (item) => api.postRoomMessage(item, this.book.get(item.chatId)?.timeline.last),
      onSent: (_, { event, missed }) => {
        for (const each of [...missed, event]) this.heard(each);
      },
      onFailure: () => undefined,
    });
  }

  start(): void {
    this.#isStopped = false;
    this.outbox.start();
  }

  stop(): void {
    this.#isStopped = true;
    this.outbox.stop();
    this.book.stop();
    clearTimeout(this.#retryTimer);
  }

  open(roomId: string | null): void {
    this.state.dispatch({ type: "opened", roomId });
    if (roomId) this.book.open(roomId);
  }

  /** Reads everything that may have been missed. */
  async sync(): Promise<void> {
    const { openedId } = this.state.get();
    if (openedId) void this.book.catchUp(openedId);
    this.#tellReads();
    const result = await api.readRooms();
    if (result.ok) this.state.dispatch({ type: "snapshot", rooms: result.data });
  }

  /** A message, by whatever way; one of a room that is not known yet makes the list be read anew. */
  heard(event: ChatEventDto): void {
    this.book.update(event.chatId, (timeline) => applyEvents(timeline, [event]));
    if (!roomOf(this.state.get(), event.chatId)) void this.sync();
    this.state.dispatch({ type: "message", event, preview: preview(event.body ?? "", PREVIEW_MAX) });
  }

  announced(roomId: string, seq: number): void {
    this.book.update(roomId, (timeline) => noteSeq(timeline, seq));
    void this.sync();
  }

  read({ roomId, operatorId, seq }: { roomId: string; operatorId: string; seq: number }): void {
    this.state.dispatch({ type: "read", roomId, operatorId, seq });
    const { operator } = this.state.get();
    if (operatorId === operator.id) return;
    this.book.update(roomId, (timeline) => applyMarks(timeline, { delivered: seq, read: seq }));
  }

  /** What stands before the eyes; told to the server when it is news. */
  markRead(roomId: string, seq: number): void {
    const { operator } = this.state.get();
    const before = roomOf(this.state.get(), roomId)?.readSeq ?? 0;
    if (seq <= before) return;
    this.state.dispatch({ type: "read", roomId, operatorId: operator.id, seq });
    this.#unconfirmedReads.set(roomId, seq);
    void this.#tellRead(roomId, seq);
  }

  #tellReads(): void {
    clearTimeout(this.#retryTimer);
    for (const [roomId, seq] of this.#unconfirmedReads) void this.#tellRead(roomId, seq);
  }

  /** The colleague waits for this mark: a request that fails is made again, as long as it can help. */
  async #tellRead(roomId: string, seq: number): Promise<void> {
    const result = await api.putRoomRead(roomId, seq);
    if (this.#isStopped || this.#unconfirmedReads.get(roomId) !== seq) return;
    if (!result.ok && isRetryable(result)) {
      clearTimeout(this.#retryTimer);
      this.#retryTimer = setTimeout(() => this.#tellReads(), RETRY_WAIT_MS);
      return;
    }
    this.#unconfirmedReads.delete(roomId);
  }

  /** False when too much waits already: then the text stays where it was typed. */
  send(roomId: string, body: string): boolean {
    return this.outbox.add(newItem({ clientId: uuidv7(), chatId: roomId, body, epoch: 0 }, Date.now()));
  }

  /** The room with one colleague; null with a failure's code in `onFailure`. */
  async startDirect(operatorId: string): Promise<{ roomId: string } | { failure: string }> {
    const result = await api.startDirectRoom(operatorId);
    if (!result.ok) return { failure: result.code };
    await this.sync();
    return result.data;
  }
}
