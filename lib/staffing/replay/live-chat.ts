import type { RecordedChat, Stage } from "./record";
import type { Person } from "./team";

/** One chat at the moment of a replay. Instants are milliseconds since 1970. */
export class LiveChat {
  readonly chat: RecordedChat;
  /** Of the whole chat: a transfer keeps it, as the product does. */
  readonly queuedSince: number;
  index = 0;
  status: "coming" | "queued" | "active" | "over" = "coming";
  /** Where it is: where its stage was recorded, or where its visitor went instead while they waited. */
  departmentId: string;
  /** When it came to its present department. */
  stageSince: number;
  /** Since when its visitor has waited without a break, also elsewhere. */
  patienceSince: number;
  /** A person gave it away, so that it has no wait. */
  isGiven = false;
  /** Its visitor was asked to go elsewhere. */
  isAsked = false;
  /** Departments that it has left for an overflow department: where these go round in a circle, nobody goes round with them. */
  readonly leftIds = new Set<string>();
  isHeld = false;
  /** When its owner got it. */
  assignedAt = 0;
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
    this.departmentId = chat.stages[0].departmentId;
    this.stageSince = this.queuedSince;
    this.patienceSince = this.queuedSince;
    this.preferredId = chat.preferredId;
  }

  get stage(): Stage {
    return this.chat.stages[this.index] ?? this.chat.stages[0];
  }

  /** It is in another department from now on. */
  comeTo(departmentId: string, at: number): void {
    this.departmentId = departmentId;
    this.stageSince = at;
    this.wasAssigned = false;
    this.isAsked = false;
  }
}
