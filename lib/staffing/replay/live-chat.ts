import type { RecordedChat, Stage } from "./record";
import type { Person } from "./team";

/** One chat at the moment of a replay. Instants are milliseconds since 1970. */
export class LiveChat {
  readonly chat: RecordedChat;
  /** Of the whole chat: a transfer keeps it, as the product does. */
  readonly queuedSince: number;
  index = 0;
  status: "coming" | "queued" | "active" | "over" = "coming";
  /** When it came to its present department. */
  stageSince: number;
  wasAssigned = false;
  /** It goes on where somebody missed it after an answer: the same chat for whoever counts. */
  isContinued = false;
  owner: Person | null = null;
  triedIds: string[] = [];
  hops = 0;
  isOverdue = false;
  preferredId: string | null;
  /** Grows with every change of owner and department: what was planned for another one is void. */
  epoch = 0;

  constructor(chat: RecordedChat) {
    this.chat = chat;
    this.queuedSince = chat.stages[0].queuedAt;
    this.stageSince = this.queuedSince;
    this.preferredId = chat.preferredId;
  }

  get stage(): Stage {
    return this.chat.stages[this.index] ?? this.chat.stages[0];
  }
}
