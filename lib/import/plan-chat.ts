import { createHash } from "node:crypto";
import type { chatEvents, chats, legs } from "@/db/schema";
import { MESSAGE_BODY_MAX, PREVIEW_MAX } from "@/lib/chats/input-schemas";
import { preview } from "@/lib/text";
import type { ImportedChat, ImportedMessage } from "./schemas";

/** Whom the names in a file mean here. */
export type Known = {
  department: { id: string; name: string };
  channelId: string;
  /** By e-mail, lower case. */
  operatorOf: (email: string | null) => string | null;
};

export type PlannedChat = {
  visitorId: string;
  chat: typeof chats.$inferInsert & { id: string };
  events: (typeof chatEvents.$inferInsert)[];
  leg: typeof legs.$inferInsert;
};

/** The same name gives the same id, so that a second run finds what the first one has brought (RFC 9562, version 8). */
export function importedId(...names: string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(names)).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/**
 * The rows of a chat of another product: ended, read, with one leg, which counts in reports at the time at which it was.
 * Messages are put in the order of their times; those of one time keep the order of the file.
 * @throws RangeError when it has an operator's message and no operator whom it could be from
 */
export function planChat(source: string, imported: ImportedChat, known: Known): PlannedChat {
  const id = importedId("chat", source, imported.id);
  const visitorId = importedId("visitor", source, imported.id);
  const messages = imported.messages
    .map((message) => ({ ...message, when: new Date(message.at) }))
    .toSorted((one, other) => one.when.getTime() - other.when.getTime())
    .flatMap(inPieces);
  const times = messages.map(({ when }) => when.getTime());
  const answers = messages.filter(({ from }) => from === "operator");
  const story: Story = {
    id,
    visitorId,
    messages,
    startedAt: new Date(Math.min(...timeOf(imported.startedAt), ...times)),
    closedAt: new Date(Math.max(...timeOf(imported.closedAt), ...times)),
    firstAnswerAt: answers[0]?.when ?? null,
    operatorId: known.operatorOf(imported.operator ?? answers.at(-1)?.operator ?? null),
  };
  const events = toEvents(story, known);
  const lastSeq = events.length;
  return { visitorId, events, chat: toChat(story, imported, known, events), leg: toLeg(story, known, lastSeq) };
}

type Message = ImportedMessage & { when: Date };
type Story = {
  id: string;
  visitorId: string;
  messages: Message[];
  startedAt: Date;
  closedAt: Date;
  firstAnswerAt: Date | null;
  operatorId: string | null;
};
type EventRow = typeof chatEvents.$inferInsert;

function toEvents({ id, visitorId, messages, startedAt, closedAt, operatorId }: Story, known: Known): EventRow[] {
  const senderOf = ({ from, operator }: ImportedMessage) => {
    if (from === "visitor") return visitorId;
    const sender = known.operatorOf(operator) ?? operatorId;
    if (!sender) throw new RangeError("nobody here is the operator of it");
    return sender;
  };
  const system = { chatId: id, senderType: "system" as const };
  const unnumbered: Omit<EventRow, "seq" | "pubSeq">[] = [
    { ...system, kind: "started", data: { departmentName: known.department.name }, createdAt: startedAt },
    ...messages.map((message) => ({
      chatId: id,
      kind: message.from === "note" ? ("note" as const) : ("message" as const),
      senderType: message.from === "visitor" ? ("visitor" as const) : ("operator" as const),
      senderId: senderOf(message),
      body: message.text,
      createdAt: message.when,
    })),
    { ...system, kind: "closed", data: { reason: "operator" }, createdAt: closedAt },
  ];
  let pubSeq = 0;
  return unnumbered.map((event, index) => ({
    ...event,
    seq: index + 1,
    pubSeq: event.kind === "note" ? null : ++pubSeq,
  }));
}

function toChat(story: Story, imported: ImportedChat, known: Known, events: readonly EventRow[]): PlannedChat["chat"] {
  const { id, visitorId, startedAt, closedAt, operatorId } = story;
  const lastSeq = events.length;
  const lastPubSeq = events.at(-1)?.pubSeq ?? 0;
  const newest = events.findLast(({ kind }) => kind === "message");
  return {
    id,
    visitorId,
    startClientId: id,
    departmentId: known.department.id,
    channelId: known.channelId,
    operatorId,
    status: "closed",
    closeReason: "operator",
    closedAt,
    createdAt: startedAt,
    queuedSince: startedAt,
    assignedAt: takenAt(story),
    idleSince: newest?.createdAt ?? startedAt,
    visitorSeenAt: closedAt,
    visitorName: imported.visitor.name,
    visitorEmail: imported.visitor.email,
    visitorPhone: imported.visitor.phone,
    rating: imported.rating ?? null,
    ratingComment: imported.ratingComment,
    ratedAt: imported.rating ? closedAt : null,
    lastSeq,
    lastPubSeq,
    lastMessageAt: newest?.createdAt ?? null,
    lastMessageBy: newest && (newest.senderType === "visitor" ? "visitor" : "operator"),
    lastMessagePreview: preview(newest?.body ?? "", PREVIEW_MAX),
    lastVisitorSeq: events.findLast(({ senderType }) => senderType === "visitor")?.seq ?? 0,
    operatorReadSeq: lastSeq,
    operatorDeliveredSeq: lastSeq,
    operatorReadPubSeq: lastPubSeq,
    operatorDeliveredPubSeq: lastPubSeq,
    visitorReadSeq: lastPubSeq,
    visitorDeliveredSeq: lastPubSeq,
  };
}

const toLeg = (story: Story, { department }: Known, lastSeq: number): PlannedChat["leg"] => ({
  chatId: story.id,
  departmentId: department.id,
  operatorId: story.operatorId,
  queuedAt: story.startedAt,
  assignedAt: takenAt(story),
  firstReplyAt: story.operatorId ? story.firstAnswerAt : null,
  releasedAt: story.closedAt,
  reason: story.operatorId ? "closed" : "left",
  fromSeq: 1,
  toSeq: lastSeq + 1,
});

/** When its operator took it, as far as another product's file tells. */
const takenAt = ({ operatorId, firstAnswerAt, startedAt }: Story) =>
  operatorId === null ? null : (firstAnswerAt ?? startedAt);

const timeOf = (moment: string | undefined): number[] => (moment === undefined ? [] : [Date.parse(moment)]);

/** A text that is longer than ours may be becomes several, cut between two words where there is a gap. */
function inPieces<T extends { text: string }>(message: T): T[] {
  const pieces: string[] = [];
  let rest = message.text;
  while (rest.length > MESSAGE_BODY_MAX) {
    const gap = rest.lastIndexOf(" ", MESSAGE_BODY_MAX);
    const end = gap > MESSAGE_BODY_MAX / 2 ? gap : wholeCharacters(rest, MESSAGE_BODY_MAX);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest].map((text) => ({ ...message, text }));
}

/** Not between the two halves of one character. */
const wholeCharacters = (text: string, end: number) => (/[\ud800-\udbff]/.test(text[end - 1] ?? "") ? end - 1 : end);
