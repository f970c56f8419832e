import type { Send } from "../ledger";

export type TimelineRow = {
  chat_id: string;
  seq: number;
  pub_seq: number | null;
  kind: string;
  sender_key: string;
  client_id: string | null;
};
export type ChatRow = { chat_id: string; status: string; owner_id: string | null; last_seq: number };
export type LegRow = {
  leg_id: string;
  chat_id: string;
  operator_id: string | null;
  from_seq: number;
  to_seq: number | null;
};
export type Stored = { timeline: TimelineRow[]; chats: ChatRow[]; legs: LegRow[] };

/** Everything here must be 0; `problems` says what was found, in words. */
export type Verdict = {
  /** Acknowledged, and not stored as acknowledged. */
  lost: number;
  /** More than one row for a (chat, sender, clientId), or answers that contradict each other. */
  doubled: number;
  /** Stored, and never sent, or refused for good. */
  phantom: number;
  /** Not in the order in which its sender wrote. */
  reordered: number;
  /** Holes in the numbers, two owners, legs that overlap, a message behind the close. */
  broken: number;
  problems: string[];
};

/** Compares what senders were promised with what is stored. Knows nothing of how either came about. */
export function judge(sends: readonly Send[], { timeline, chats, legs }: Stored): Verdict {
  const verdict: Verdict = { lost: 0, doubled: 0, phantom: 0, reordered: 0, broken: 0, problems: [] };
  const found = (what: Exclude<keyof Verdict, "problems">, words: string) => {
    verdict[what]++;
    verdict.problems.push(`${what}: ${words}`);
  };
  judgeSends(sends, timeline, found);
  const legsOf = groupBy(legs, ({ chat_id }) => chat_id);
  const entriesOf = groupBy(timeline, ({ chat_id }) => chat_id);
  for (const chat of chats) {
    const entries = (entriesOf.get(chat.chat_id) ?? []).toSorted((one, other) => one.seq - other.seq);
    judgeNumbers(chat, entries, (words) => found("broken", `${chat.chat_id} ${words}`));
    judgeOwners(chat, legsOf.get(chat.chat_id) ?? [], (words) => found("broken", `${chat.chat_id} ${words}`));
  }
  return verdict;
}

type Found = (what: "lost" | "doubled" | "phantom" | "reordered", words: string) => void;

function judgeSends(sends: readonly Send[], timeline: readonly TimelineRow[], found: Found): void {
  const stored = timeline.filter(({ client_id }) => client_id !== null);
  const byKey = groupBy(stored, (row) => `${row.chat_id} ${row.sender_key} ${row.client_id}`);
  for (const [key, same] of byKey) if (same.length > 1) found("doubled", `${key}: ${same.length} rows`);
  const byClientId = new Map(stored.map((row) => [row.client_id, row]));
  const sent = new Map(sends.map((send) => [send.clientId, send]));
  for (const { client_id, chat_id, seq } of stored) {
    const send = sent.get(client_id ?? "");
    if (!send) found("phantom", `${chat_id} ${seq}: nobody sent ${client_id}`);
    else if (send.state === "refused") found("phantom", `${chat_id} ${seq}: refused with ${send.refusal}, and stored`);
  }
  for (const send of sends) {
    if (send.state !== "acknowledged") continue;
    const row = byClientId.get(send.clientId);
    const seq = send.side === "visitor" ? row?.pub_seq : row?.seq;
    if (!row) found("lost", `${send.clientId} of ${send.sender} in ${send.chatId}, acknowledged as ${send.seq}`);
    else if (row.chat_id !== send.chatId || seq !== send.seq) {
      found("lost", `${send.clientId} acknowledged as ${send.chatId} ${send.seq}, stored as ${row.chat_id} ${seq}`);
    }
  }
  const ofSender = groupBy(sends, (send) => `${send.chatId} ${send.sender}`);
  for (const [key, own] of ofSender) {
    let last = 0;
    for (const { clientId } of own.toSorted((one, other) => one.order - other.order)) {
      const seq = byClientId.get(clientId)?.seq;
      if (seq === undefined) continue;
      if (seq < last) found("reordered", `${key}: ${seq} was written after ${last}`);
      last = Math.max(last, seq);
    }
  }
}

function judgeNumbers({ last_seq }: ChatRow, entries: readonly TimelineRow[], found: (words: string) => void): void {
  for (const [index, { seq }] of entries.entries()) if (seq !== index + 1) found(`has ${seq} at place ${index + 1}`);
  if (entries.length !== last_seq) found(`says ${last_seq} and has ${entries.length} entries`);
  const numbered = entries.filter(({ pub_seq }) => pub_seq !== null);
  for (const [index, { pub_seq }] of numbered.entries()) {
    if (pub_seq !== index + 1) found(`has public ${pub_seq} at place ${index + 1}`);
  }
  let isClosed = false;
  for (const { kind, seq } of entries) {
    if (kind === "closed") isClosed = true;
    else if (kind === "reopened") isClosed = false;
    else if (isClosed && kind !== "rated") found(`has ${kind} ${seq} behind its close`);
  }
}

function judgeOwners(chat: ChatRow, legs: readonly LegRow[], found: (words: string) => void): void {
  const open = legs.filter(({ to_seq }) => to_seq === null);
  if (open.length !== (chat.status === "closed" ? 0 : 1)) found(`is ${chat.status} with ${open.length} open legs`);
  if (chat.owner_id !== null && open[0]?.operator_id !== chat.owner_id) found("has an owner whose leg is not open");
  if (chat.status !== "active" && chat.owner_id !== null) found(`is ${chat.status} and has an owner`);
  const inOrder = legs.toSorted((one, other) => one.from_seq - other.from_seq);
  inOrder.forEach((leg, index) => {
    const next = inOrder[index + 1];
    if (next && (leg.to_seq === null || leg.to_seq > next.from_seq)) found(`has legs that overlap at ${next.from_seq}`);
  });
}

/** `Map.groupBy`, which Node.js 20 does not have. */
function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
