import { type AlertKind, type AlertSettings, type Intent, meansOf } from "@/lib/alerts/rules";

/** A waiting chat is pushed to its department when nobody has taken it within this time. */
export const PUSH_WAITING_AFTER_SECONDS = 10;
/** What was not pushed within this time is no news any more. */
export const PUSH_EXPIRES_SECONDS = 600;

/** What of a chat decides who is to hear of a change, as it was and as it is. */
type Owned = {
  id: string;
  status: "queued" | "active" | "closed";
  departmentId: string;
  operatorId: string | null;
  offeredOperatorId: string | null;
};
type Change = { before: Owned; chat: Owned; event: { kind: string; senderType: string; seq: number } };

/** Something that one operator, or all members of a department, may have to be told of. */
export type PushCause = {
  kind: AlertKind;
  chatId: string;
  seq: number;
  operatorId: string | null;
  departmentId: string | null;
  waitSeconds: number;
};

/** By whom the chat was given: what operators do with their own hands is no news to them. */
const GIVEN_BY_ROUTER = ["assigned", "reassigned"];

/** Who is to hear of an entry of a chat's timeline. */
export function pushesOf({ before, chat, event }: Change): PushCause[] {
  const cause = { chatId: chat.id, seq: event.seq, operatorId: null, departmentId: null, waitSeconds: 0 };
  const causes: PushCause[] = [];
  if (chat.status === "queued") {
    const isNew = event.kind === "started" || before.status !== "queued" || before.departmentId !== chat.departmentId;
    const waitSeconds = PUSH_WAITING_AFTER_SECONDS;
    if (isNew) causes.push({ ...cause, kind: "waiting", departmentId: chat.departmentId, waitSeconds });
  }
  if (chat.status !== "active") return causes;
  if (GIVEN_BY_ROUTER.includes(event.kind)) causes.push({ ...cause, kind: "chat", operatorId: chat.operatorId });
  if (event.kind === "message" && event.senderType === "visitor") {
    causes.push({ ...cause, kind: "message", operatorId: chat.operatorId });
  }
  if (chat.offeredOperatorId && chat.offeredOperatorId !== before.offeredOperatorId) {
    causes.push({ ...cause, kind: "offer", operatorId: chat.offeredOperatorId });
  }
  return causes;
}

/** Everything that decides whether a message is pushed, as it is at this moment. */
export type PushFacts = {
  kind: AlertKind | "test";
  seq: number;
  operatorId: string;
  ageSeconds: number;
  /** The browser is still the operator's, and the session in which it was allowed goes on. */
  isTheirs: boolean;
  /** An inbox of theirs is before their eyes, in whichever browser. */
  isInSight: boolean;
  intent: Intent;
  settings: AlertSettings;
  /** Null where it tells of no chat, or of none that is left. */
  chat:
    | (Omit<Owned, "id" | "departmentId"> & {
        unread: number;
        operatorReadSeq: number;
        isMember: boolean;
        isErased: boolean;
        /** The note that names them was read, or is gone. */
        isMentionRead: boolean;
      })
    | null;
};

export type PushVerdict = { do: "send" } | { do: "wait" } | { do: "end"; reason: string };

const end = (reason: string): PushVerdict => ({ do: "end", reason });

/**
 * Whether a message goes out now. While their inbox is in sight it waits, and goes out only if it is still news when
 * nobody looks any more. A test goes out in any case.
 */
export function judgePush(facts: PushFacts): PushVerdict {
  const { kind, settings, intent, isInSight } = facts;
  if (!facts.isTheirs) return end("signed out");
  if (kind === "test") return { do: "send" };
  if (facts.ageSeconds > PUSH_EXPIRES_SECONDS) return end("too old");
  const over = whyOver(kind, facts);
  if (over) return end(over);
  if (!meansOf(kind, { settings, intent, sight: "hidden" }).push) return end("not wanted");
  // They see it live, and no mark tells later whether they did.
  if (isInSight && kind === "supervisor") return end("seen");
  return { do: isInSight ? "wait" : "send" };
}

function whyOver(kind: AlertKind, { chat, operatorId, seq }: PushFacts): string | null {
  if (!chat || chat.isErased) return "gone";
  const isMine = chat.status === "active" && chat.operatorId === operatorId;
  switch (kind) {
    case "waiting":
      if (!chat.isMember) return "no member";
      return chat.status === "queued" ? null : "taken";
    case "offer":
      return chat.status === "active" && chat.offeredOperatorId === operatorId ? null : "answered";
    case "chat":
      return isMine && chat.operatorReadSeq < seq ? null : "taken";
    case "message":
      return isMine && chat.unread > 0 ? null : "read";
    case "supervisor":
      return chat.status === "closed" ? "gone" : null;
    case "mention":
      return chat.isMentionRead ? "read" : null;
  }
}

/** Push services are asked on the port of HTTPS only, by name: an address in place of a name is no push service. */
export function isPushEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, port, username, password, hostname } = new URL(text);
  const isNamed = hostname.includes(".") && !/^[\d.]+$/.test(hostname) && !hostname.startsWith("[");
  return protocol === "https:" && port === "" && username === "" && password === "" && isNamed;
}
