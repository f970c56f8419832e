import type { InboxDto } from "@/lib/chats/inbox-schemas";
import type { ChatStateDto, InboxChatDto } from "@/lib/chats/schemas";
import { myChats, offeredChats, waitingChats } from "@/lib/inbox/chat-lists";
import { type InboxState, inboxReducer, initialInbox } from "@/lib/inbox/inbox-state";
import type { Ledger } from "../ledger";
import { Follower } from "./follower";
import { type Caller, call, pause, type Result } from "./http";
import { Live } from "./live";
import { Outbox } from "./outbox";
import { Pulse } from "./pulse";
import { type ClientSettings, timeoutMsOf } from "./settings";

export type OperatorOptions = {
  name: string;
  origin: string;
  cookie: string;
  ledger: Ledger;
  settings: ClientSettings;
};
/** A chat that this operator has on the screen, with what they wrote in it. */
type Desk = { follower: Follower; outbox: Outbox; channel: string | null };

/** An operator with an inbox: rows through the inbox's reducer, each chat of theirs through the timeline's. */
export class Operator {
  readonly caller: Caller;
  readonly name: string;
  readonly desks = new Map<string, Desk>();
  inbox: InboxState | null = null;
  readonly #options: OperatorOptions;
  #live: Live | null = null;
  #pulse: Pulse | null = null;
  #refreshing: { isAskedAgain: boolean } | null = null;

  constructor(options: OperatorOptions) {
    this.name = options.name;
    this.#options = options;
    this.caller = {
      origin: options.origin,
      headers: { cookie: options.cookie },
      timeoutMs: () => timeoutMsOf(options.settings),
    };
  }

  /** Signs on: reads the inbox, goes Online and follows. */
  async start(): Promise<void> {
    while (!this.inbox) {
      await this.refresh();
      if (!this.inbox) await pause(200);
    }
    const { settings } = this.#options;
    const { operator, departments } = this.inbox as InboxState;
    this.#pulse = new Pulse(
      () => this.#beat(),
      () => settings.pace,
    );
    this.#live = new Live({
      caller: this.caller,
      realtime: settings.realtime,
      pace: () => settings.pace,
      filter: () => settings.filter,
      onUp: (isUp) => isUp || this.#pulse?.setUp(false),
    });
    const onEvent = (name: string, data: unknown) => {
      if (name === "chat.changed") this.#heard((data as { chat: InboxChatDto }).chat);
      else if (name === "inbox.changed") void this.refresh();
    };
    const onSubscribed = () => void this.refresh();
    for (const { id } of departments) this.#live.join(`presence-department-${id}`, { onEvent, onSubscribed });
    this.#live.join(`private-operator-${operator.id}`, {
      onEvent,
      onSubscribed: () => {
        this.#pulse?.setUp(true);
        onSubscribed();
      },
    });
    await this.#pulse.now();
  }

  mine = (): InboxChatDto[] => (this.inbox ? myChats(this.inbox) : []);
  waiting = (): InboxChatDto[] => (this.inbox ? waitingChats(this.inbox) : []);
  offers = (): InboxChatDto[] => (this.inbox ? offeredChats(this.inbox) : []);

  write(chatId: string): void {
    const { outbox } = this.#open(chatId);
    if (outbox.hasRoom) outbox.write();
  }

  /** What an operator does with a chat; the row that comes back is learnt. */
  async act(chatId: string, action: string, body: object = {}): Promise<Result<{ chat?: InboxChatDto }>> {
    const path = `/api/chats/${chatId}/${action}`;
    const answer = await call<{ chat?: InboxChatDto; state?: ChatStateDto }>(this.caller, "POST", path, body);
    if (answer.ok && answer.data.chat) this.#heard(answer.data.chat);
    if (answer.ok && answer.data.state) this.#told(answer.data.state);
    if (!answer.ok && answer.status === 409) this.sync(chatId);
    return answer;
  }

  async goOnline(): Promise<void> {
    await call(this.caller, "PUT", "/api/operators/me/presence", { intent: "online" });
  }

  sync(chatId: string): void {
    void this.refresh();
    void this.desks.get(chatId)?.follower.catchUp();
  }

  /** Back after sleep or loss of the network. */
  wake(): void {
    this.#live?.retry();
    void this.refresh();
    void this.#pulse?.now();
    for (const { follower, outbox } of this.desks.values()) {
      outbox.hurry();
      void follower.catchUp();
    }
  }

  /** Forgets the chats of the last round. */
  clear(): void {
    for (const [chatId, desk] of this.desks) this.#close(chatId, desk);
  }

  stop(): void {
    this.clear();
    this.#pulse?.stop();
    this.#live?.stop();
  }

  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#refreshing.isAskedAgain = true;
      return;
    }
    this.#refreshing = { isAskedAgain: false };
    const since = this.inbox?.clock ?? 0;
    const answer = await call<InboxDto>(this.caller, "GET", "/api/inbox");
    if (answer.ok) {
      this.inbox = this.inbox
        ? inboxReducer(this.inbox, { type: "snapshot", inbox: answer.data, since })
        : initialInbox(answer.data, null);
      for (const chat of this.mine()) this.#open(chat.id);
      this.#follow();
      if (answer.data.operator.intent !== "online") await this.goOnline();
    }
    const { isAskedAgain } = this.#refreshing;
    this.#refreshing = null;
    if (isAskedAgain) await this.refresh();
  }

  #heard(chat: InboxChatDto): void {
    if (!this.inbox) return;
    this.inbox = inboxReducer(this.inbox, { type: "row", chat });
    const known = this.inbox.entries.get(chat.id)?.chat ?? chat;
    if (known.owner?.id === this.inbox.operator.id) this.#open(chat.id);
    this.#follow();
  }

  #told(state: ChatStateDto): void {
    this.desks.get(state.chatId)?.follower.told(state);
    if (!this.inbox) return;
    const before = this.inbox;
    this.inbox = inboxReducer(before, { type: "state", state });
    if (this.inbox !== before) void this.refresh();
    this.#follow();
  }

  #epochOf = (chatId: string) =>
    Math.max(this.inbox?.entries.get(chatId)?.chat.epoch ?? 0, this.desks.get(chatId)?.follower.timeline.epoch ?? 0);

  #open(chatId: string): Desk {
    const known = this.desks.get(chatId);
    if (known) return known;
    const { ledger, settings, name } = this.#options;
    const pace = () => settings.pace;
    const shownAt = performance.now();
    const follower = new Follower({
      caller: this.caller,
      chatId,
      pace,
      onLearnt: (_, added) => {
        for (const { sender, clientId } of added)
          if (sender.type === "visitor" && clientId) ledger.seen(clientId, shownAt);
        this.#follow();
      },
    });
    const outbox = new Outbox({
      caller: this.caller,
      ledger,
      chatId,
      sender: name,
      side: "operator",
      pace,
      isTwice: () => settings.twice,
      extras: () => ({ after: follower.timeline.last, ...(this.#epochOf(chatId) && { epoch: this.#epochOf(chatId) }) }),
      onSent: (events) => follower.sent(events),
      onRefused: () => this.sync(chatId),
    });
    const desk: Desk = { follower, outbox, channel: null };
    this.desks.set(chatId, desk);
    void follower.catchUp();
    return desk;
  }

  /** A new owner means a new channel for each chat on the screen; one that went to somebody else is put away. */
  #follow(): void {
    for (const [chatId, desk] of this.desks) {
      const owner = this.inbox?.entries.get(chatId)?.chat.owner;
      if (owner && owner.id !== this.inbox?.operator.id && desk.outbox.size === 0) {
        this.#close(chatId, desk);
        continue;
      }
      const epoch = this.#epochOf(chatId);
      const channel = epoch > 0 ? `private-chat-${chatId}-${epoch}` : null;
      if (channel === desk.channel) continue;
      if (desk.channel) this.#live?.leave(desk.channel);
      desk.channel = channel;
      const onSubscribed = () => void desk.follower.catchUp();
      if (channel) this.#live?.join(channel, { onEvent: desk.follower.onEvent, onSubscribed });
    }
  }

  #close(chatId: string, { follower, channel }: Desk): void {
    follower.stop();
    if (channel) this.#live?.leave(channel);
    this.desks.delete(chatId);
  }

  async #beat(): Promise<void> {
    void this.refresh();
    const chatIds = [...this.desks.keys()].slice(-20);
    const answer = await call<{ chats: Record<string, ChatStateDto> }>(this.caller, "POST", "/api/pulse", { chatIds });
    if (answer.ok) for (const state of Object.values(answer.data.chats)) this.#told(state);
  }
}
