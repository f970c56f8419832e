import type { ChatEventDto, ChatStateDto, VisitorChatDto } from "@/lib/chats/schemas";
import { applyPage } from "@/lib/chats/timeline";
import { randomToken, uuidv7 } from "@/lib/ids";
import type { Ledger } from "../ledger";
import { Follower } from "./follower";
import { type Caller, call, isTemporary, pause } from "./http";
import { Live } from "./live";
import { Outbox } from "./outbox";
import { Pulse } from "./pulse";
import { type ClientSettings, timeoutMsOf } from "./settings";

type Started = { chat: VisitorChatDto; events: ChatEventDto[] };
export type VisitorOptions = { name: string; origin: string; key: string; ledger: Ledger; settings: ClientSettings };

/** A visitor with one chat at a time, who does over HTTP and the channel what the widget does. */
export class Visitor {
  readonly name: string;
  readonly caller: Caller;
  follower: Follower | null = null;
  outbox: Outbox | null = null;
  readonly #options: VisitorOptions;
  #live: Live | null = null;
  #pulse: Pulse | null = null;

  constructor(options: VisitorOptions) {
    this.name = options.name;
    this.#options = options;
    const headers = { authorization: `Bearer ${randomToken(32)}` };
    this.caller = { origin: options.origin, headers, timeoutMs: () => timeoutMsOf(options.settings) };
  }

  get chatId(): string | null {
    return this.follower?.timeline.chatId ?? null;
  }

  /** Starts a chat and repeats the start until it is answered; null when it was refused. */
  async start(): Promise<string | null> {
    this.leave();
    const { ledger, key, settings, name } = this.#options;
    const clientId = uuidv7();
    const body = `visitor text ${clientId}`;
    ledger.wrote({ clientId, chatId: "", sender: name, side: "visitor", body, order: 0, state: "waiting", seq: 0 });
    for (;;) {
      const posts = [0, ...(settings.twice ? [1] : [])].map(() =>
        call<Started>(this.caller, "POST", "/api/chats", { key, clientId, name: "Vera", body }),
      );
      const answers = await Promise.all(posts);
      for (const answer of answers) if (answer.ok) ledger.acknowledged(clientId, answer.data.chat.id, 2);
      const answer = answers.find(({ ok }) => ok) ?? answers[0];
      if (answer?.ok) return this.#open(answer.data);
      if (answer && !isTemporary(answer)) {
        ledger.refused(clientId, answer.code);
        return null;
      }
      ledger.cut(clientId, answer ? `${answer.status} ${answer.code}` : "nothing");
      await pause((500 + Math.random() * 1000) / settings.pace);
    }
  }

  #open({ chat, events }: Started): string {
    const { ledger, settings, name } = this.#options;
    const pace = () => settings.pace;
    const shownAt = performance.now();
    const follower = new Follower({
      caller: this.caller,
      chatId: chat.id,
      pace,
      onLearnt: (_, added) => {
        for (const { sender, clientId } of added)
          if (sender.type === "operator" && clientId) ledger.seen(clientId, shownAt);
      },
    });
    this.follower = follower;
    this.outbox = new Outbox({
      caller: this.caller,
      ledger,
      chatId: chat.id,
      sender: name,
      side: "visitor",
      pace,
      isTwice: () => settings.twice,
      extras: () => ({ after: follower.timeline.last }),
      onSent: (sent) => follower.sent(sent),
      onRefused: () => void follower.catchUp(),
    });
    this.#pulse = new Pulse(() => this.#beat(), pace);
    this.#live = new Live({
      caller: this.caller,
      realtime: settings.realtime,
      pace,
      filter: () => settings.filter,
      onUp: (isUp) => isUp || this.#pulse?.setUp(false),
    });
    this.#live.join(`private-visitor-chat-${chat.id}`, {
      onEvent: follower.onEvent,
      onSubscribed: () => {
        this.#pulse?.setUp(true);
        void follower.catchUp();
      },
    });
    follower.learn(applyPage(follower.timeline, { events, state: chat.state }));
    return chat.id;
  }

  /** The visitor writes; in a closed chat they do it knowingly, which reopens it. */
  write(): void {
    if (this.outbox?.hasRoom) this.outbox.write(this.follower?.timeline.status === "closed");
  }

  async close(): Promise<boolean> {
    if (!this.follower) return false;
    const path = `/api/chats/${this.follower.timeline.chatId}/closure`;
    const answer = await call<{ state: ChatStateDto }>(this.caller, "POST", path, {});
    if (answer.ok) this.follower.told(answer.data.state);
    return answer.ok;
  }

  /** The page was asleep or offline and is back, as `online`, `pageshow` and `visibilitychange` tell it. */
  wake(): void {
    this.outbox?.hurry();
    this.#live?.retry();
    void this.follower?.catchUp();
    void this.#pulse?.now();
  }

  leave(): void {
    this.#pulse?.stop();
    this.#live?.stop();
    this.follower?.stop();
    this.#pulse = this.#live = this.follower = this.outbox = null;
  }

  async #beat(): Promise<void> {
    const { follower } = this;
    if (!follower) return;
    const { chatId } = follower.timeline;
    const answer = await call<{ chats: Record<string, ChatStateDto> }>(this.caller, "POST", "/api/pulse", {
      chatIds: [chatId],
    });
    const told = answer.ok ? answer.data.chats[chatId] : undefined;
    if (told) follower.told(told);
  }
}
