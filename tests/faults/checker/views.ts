import type { InboxDto } from "@/lib/chats/inbox-schemas";
import type { Timeline } from "@/lib/chats/timeline";
import { myChats, offeredChats, waitingChats } from "@/lib/inbox/chat-lists";
import { initialInbox } from "@/lib/inbox/inbox-state";
import { type Follower, freshTimeline } from "../clients/follower";
import { type Caller, call } from "../clients/http";
import type { Operator } from "../clients/operator";
import type { Visitor } from "../clients/visitor";
import { canonical } from "./same";

/** One thing on somebody's screen: null when it equals a fresh load, else what differs. */
export type View = { of: string; differs: () => Promise<string | null> };

export function viewsOf(visitors: readonly Visitor[], operators: readonly Operator[]): View[] {
  const views: View[] = [];
  for (const { name, caller, follower } of visitors) if (follower) views.push(timelineView(name, caller, follower));
  for (const operator of operators) {
    views.push({ of: `inbox of ${operator.name}`, differs: () => inboxDiffers(operator) });
    for (const { follower } of operator.desks.values()) {
      views.push(timelineView(operator.name, operator.caller, follower));
    }
  }
  return views;
}

const timelineView = (name: string, caller: Caller, follower: Follower): View => ({
  of: `${follower.timeline.chatId} of ${name}`,
  async differs() {
    const fresh = await freshTimeline(caller, follower.timeline.chatId);
    return fresh ? difference(follower.timeline, fresh) : "cannot be read";
  },
});

/** What a screen shows; places in a queue move with other chats, and may do so between two readings. */
const shown = ({ events, status, owner, known, state }: Timeline) => ({
  events,
  status,
  owner,
  known,
  department: state?.department.id,
  held: state?.held,
  rating: state?.rating,
});

/** What of a screen is not as a fresh load has it; null when all is. */
export function difference(view: Timeline, fresh: Timeline): string | null {
  const [mine, theirs] = [shown(view), shown(fresh)];
  const entry = theirs.events.findIndex((event, index) => canonical(event) !== canonical(mine.events[index]));
  if (entry >= 0) {
    return `entry ${entry + 1} of ${fresh.last} is ${canonical(mine.events[entry])}, not ${canonical(theirs.events[entry])}`;
  }
  const parts = Object.keys(theirs) as (keyof typeof theirs)[];
  const differing = parts.filter((part) => canonical(mine[part]) !== canonical(theirs[part]));
  if (differing.length === 0) return null;
  return differing
    .map((part) =>
      part === "events" ? "entries" : `${part} is ${canonical(mine[part])}, not ${canonical(theirs[part])}`,
    )
    .join("; ");
}

async function inboxDiffers(operator: Operator): Promise<string | null> {
  const answer = await call<InboxDto>(operator.caller, "GET", "/api/inbox");
  if (!answer.ok || !operator.inbox) return "cannot be read";
  const fresh = initialInbox(answer.data, null);
  for (const list of [myChats, waitingChats, offeredChats]) {
    const ids = (state: typeof fresh) =>
      list(state)
        .map(({ id, lastSeq, epoch }) => `${id} ${lastSeq} ${epoch}`)
        .sort();
    const [mine, theirs] = [ids(operator.inbox), ids(fresh)];
    if (mine.join() !== theirs.join()) return `${list.name}: shows ${mine.length} of ${theirs.length}, or older rows`;
  }
  return null;
}

/** Entries that somebody received by a channel and that their own fresh load does not have, or has otherwise. */
export async function heardButNotReadable(caller: Caller, { timeline, heard }: Follower): Promise<string[]> {
  if (heard.size === 0) return [];
  const fresh = await freshTimeline(caller, timeline.chatId);
  const bySeq = new Map(fresh?.events.map((event) => [event.seq, canonical(event)]));
  return [...heard]
    .filter(([seq, event]) => bySeq.get(seq) !== canonical(event))
    .map(([seq, event]) => `${timeline.chatId}: ${canonical(event)} was published, and reads ${bySeq.get(seq)}`);
}
