import type { InboxDto } from "@/lib/chats/inbox-schemas";
import type { InboxChatDto } from "@/lib/chats/schemas";
import type { FileDto } from "@/lib/files/schemas";
import type { CallResult } from "@/lib/http/client";
import { uuidv7 } from "@/lib/ids";
import { ChatActions } from "@/lib/inbox/chat-actions";
import { chatOf, isMine } from "@/lib/inbox/chat-lists";
import { DeskKnowledge } from "@/lib/inbox/desk-knowledge";
import * as api from "@/lib/inbox/inbox-api";
import { type PresenceChange, presenceOf } from "@/lib/inbox/inbox-state";
import { markUnread } from "@/lib/inbox/organise/organise-api";
import { newItem } from "@/lib/inbox/outbox/outbox";
import { Outbox } from "@/lib/inbox/outbox/outbox-sender";
import { ChatTyping } from "@/lib/inbox/pulse/chat-typing";
import type { PulseClock } from "@/lib/inbox/pulse/pulse-clock";
import { pulseContents } from "@/lib/inbox/pulse/pulse-contents";
import { PulseLoop } from "@/lib/inbox/pulse/pulse-loop";
import type { TextStore } from "@/lib/inbox/storage";
import { ChatUploads, postFile } from "@/lib/inbox/uploads/chat-uploads";

export type DeskOptions = {
  inbox: InboxDto;
  openedId: string | null;
  storage: TextStore;
  exclusively: (name: string, work: () => Promise<void>) => Promise<void>;
  /** When to pulse; by default by plain timers. */
  clock?: PulseClock;
};

/** Everything that one tab of the inbox knows and does, without its looks: also what waits to be sent, and the pulse. */
export class Desk extends DeskKnowledge {
  readonly outbox: Outbox<api.SentMessage>;
  readonly uploads = new ChatUploads(postFile, (chatId, file) => void this.send(chatId, "", file));
  readonly pulse: PulseLoop;
  readonly actions: ChatActions;
  readonly typing = new ChatTyping(api.postTyping);
  #pulseTurn = 0;
  #choices = 0;

  constructor({ inbox, openedId, storage, exclusively, clock }: DeskOptions) {
    super(inbox, openedId);
    this.outbox = new Outbox({
      store: storage,
      key: `foyer.outbox.${inbox.operator.id}`,
      exclusively,
      send: async (item) => {
        const post = item.note ? api.postNote : api.postMessage;
        return this.noted(await post(item, this.book.get(item.chatId)?.timeline.last));
      },
      onSent: ({ chatId }, { event, missed }) => this.appended(chatId, [...missed, event]),
      onFailure: ({ chatId }, failure) => {
        if (failure.status === 409) this.sync(chatId);
      },
    });
    this.pulse = new PulseLoop(
      () => this.#sendPulse(),
      () => this.refreshSoon(),
      { clock },
    );
    this.actions = new ChatActions({
      note: (result) => this.noted(result),
      heard: (chat) => this.heard(chat),
      learnt: (state) => this.learnt(state),
      sync: (chatId) => this.sync(chatId),
    });
  }

  /** Begins to pulse and to send; may be stopped and begun again. */
  start(): void {
    this.outbox.start();
    this.pulse.start();
  }

  override stop(): void {
    this.outbox.stop();
    this.pulse.stop();
    this.uploads.stop();
    super.stop();
  }

  override async open(chatId: string | null): Promise<void> {
    const { operator } = this.inbox.get();
    const known = chatOf(this.inbox.get(), chatId);
    const opening = super.open(chatId);
    // What was to be looked at again is looked at.
    if (known?.isMarkedUnread && isMine(known, operator.id)) {
      void this.actions.settle(known.id, markUnread(known.id, false));
    }
    await opening;
  }

  override heard(chat: InboxChatDto): void {
    super.heard(chat);
    // The visitor sees soon that what they wrote has arrived.
    if (chat.unread > 0 && isMine(chat, this.inbox.get().operator.id)) this.pulse.soon();
  }

  /** Shows the choice at once and takes it back when the server refuses; the last of several choices counts. */
  async setPresence(change: PresenceChange): Promise<CallResult<unknown>> {
    const choice = ++this.#choices;
    const before = presenceOf(this.inbox.get().operator);
    this.inbox.dispatch({ type: "presenceChosen", change });
    const result = this.noted(await api.putPresence(change));
    if (choice === this.#choices) {
      this.inbox.dispatch({ type: "presenceSettled", presence: result.ok ? result.data : before });
      void this.refresh();
    }
    return result;
  }

  /** A key was pressed in the answer to a chat: the clock of reassignment waits for it. */
  typed(chatId: string): void {
    if (this.typing.typed(chatId, Date.now())) this.pulse.soon();
  }

  /** Hands a message to the outbox, with a file that the server has; false when it is full. */
  send(chatId: string, body: string, file?: FileDto): boolean {
    const after = this.book.get(chatId)?.timeline.last;
    const seen = after === undefined ? {} : { after };
    const fields = { clientId: uuidv7(), chatId, body, epoch: this.epochOf(chatId), ...seen, ...(file && { file }) };
    const isTaken = this.outbox.add(newItem(fields, Date.now()));
    if (isTaken) this.typing.ended(chatId);
    return isTaken;
  }

  /** Hands a note to the same outbox; false when it is full. */
  addNote(chatId: string, body: string, mentions: string[]): boolean {
    const fields = { clientId: uuidv7(), chatId, body, epoch: this.epochOf(chatId), note: { mentions } };
    return this.outbox.add(newItem(fields, Date.now()));
  }

  markRead(chatId: string, seq: number): void {
    const before = this.inbox.get();
    this.inbox.dispatch({ type: "read", chatId, seq });
    if (this.inbox.get() !== before) this.pulse.soon();
  }

  protected override noted<T>(result: CallResult<T>): CallResult<T> {
    const wasUnreachable = this.health.get().isUnreachable;
    super.noted(result);
    const { isUnreachable } = this.health.get();
    if (isUnreachable) this.pulse.retry();
    if (wasUnreachable && !isUnreachable) this.outbox.kick(true);
    return result;
  }

  async #sendPulse(): Promise<void> {
    const state = this.inbox.get();
    const contents = pulseContents(state, this.health.get().missingId, this.#pulseTurn++);
    const result = this.noted(await api.postPulse({ ...contents, typingIn: this.typing.tell(Date.now()) }));
    if (!result.ok) return;
    this.health.dispatch({ syncedAt: Date.now() });
    this.inbox.dispatch({ type: "readTold", read: contents.read });
    const { chats, ...presence } = result.data;
    this.inbox.dispatch({ type: "presenceTold", presence, since: state.clock });
    // A chat that was left out is no longer ours to see.
    const hasNews = contents.chatIds.map((id) => this.learnt(chats[id]) || chats[id] === undefined).some(Boolean);
    if (hasNews) this.refreshSoon();
  }
}
