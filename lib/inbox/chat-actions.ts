import type { CloseChatInput } from "@/lib/chats/input-schemas";
import type { ChatStateDto, InboxChatDto } from "@/lib/chats/schemas";
import type { CallResult } from "@/lib/http/client";
import * as api from "@/lib/inbox/inbox-api";
import type { WhisperInput } from "@/lib/supervision/schemas";
import type { TransferChatInput } from "@/lib/transfers/schemas";
import { askAgain } from "./ask-again";

/** What the actions need of the desk. */
export type ActionPort = {
  /** Hears of every answer, to know how the connection is. */
  note: <T>(result: CallResult<T>) => CallResult<T>;
  /** The row as it is now. */
  heard: (chat: InboxChatDto) => void;
  /** The same with less in it. */
  learnt: (state: ChatStateDto) => void;
  /** Reads anew whatever may have changed meanwhile. */
  sync: (chatId: string) => void;
};

type ChatResult = Promise<CallResult<{ chat: InboxChatDto }>>;

/**
 * What an operator can do with a chat. Nothing is shown before the server agrees: at each of these somebody else, the
 * visitor or a clock may have been faster. After a refusal the present state is read.
 */
export class ChatActions {
  /** Chats that this tab is taking at the moment: no alarm for those. */
  readonly takenIds = new Set<string>();
  readonly #port: ActionPort;

  constructor(port: ActionPort) {
    this.#port = port;
  }

  /** Takes a waiting chat. */
  claim = (chatId: string) => this.#take(chatId, () => askAgain(() => api.claimChat(chatId)));

  /** Takes a chat that is offered to me. */
  accept = (chatId: string) => this.#take(chatId, () => api.answerOffer(chatId, "accept"));

  /** A word to the owner of a chat. */
  whisper = async (chatId: string, input: WhisperInput) => {
    const result = this.#port.note(await api.whisper(chatId, input));
    this.#port.sync(chatId);
    return result;
  };

  /** Takes a chat from the owner of this epoch. */
  takeOver = (chatId: string, epoch: number) => this.#take(chatId, () => api.takeOver(chatId, epoch));

  decline = (chatId: string) => this.#settle(chatId, api.answerOffer(chatId, "decline"));

  /** Takes an offer of mine back. */
  withdraw = (chatId: string) => this.#settle(chatId, api.answerOffer(chatId, "withdraw"));

  hold = (chatId: string, held: boolean) => this.#settle(chatId, api.holdChat(chatId, held));

  sayOnIt = (chatId: string) => this.#settle(chatId, api.sayOnIt(chatId));

  transfer = (chatId: string, input: TransferChatInput) => this.#settle(chatId, api.transferChat(chatId, input));

  readTransferTargets = async (chatId: string) => this.#port.note(await api.readTransferTargets(chatId));

  async close(chatId: string, input: CloseChatInput): Promise<CallResult<unknown>> {
    const result = this.#port.note(await askAgain(() => api.closeChat(chatId, input)));
    if (result.ok) this.#port.learnt(result.data.state);
    this.#port.sync(chatId);
    return result;
  }

  /** Takes in what another part of the inbox asked for. */
  settle = (chatId: string, call: ChatResult) => this.#settle(chatId, call);

  async #take(chatId: string, call: () => ChatResult): ChatResult {
    this.takenIds.add(chatId);
    try {
      return await this.#settle(chatId, call());
    } finally {
      // From here on it is mine already; should it go and come back, that is news.
      this.takenIds.delete(chatId);
    }
  }

  async #settle(chatId: string, call: ChatResult): ChatResult {
    const result = this.#port.note(await call);
    if (result.ok) this.#port.heard(result.data.chat);
    this.#port.sync(chatId);
    return result;
  }
}
