import type { ChatEventDto } from "@/lib/chats/schemas";
import type { Timeline } from "@/lib/chats/timeline";

type Kind = ChatEventDto["kind"];

/**
 * Whether entries have come since the server told the state that may have changed what entries do not carry: place, deadlines,
 * department, until when the chat can be reopened. A message only stops the countdown to the end.
 */
export const isStale = ({ state, events }: Pick<Timeline, "state" | "events">): boolean =>
  state !== null &&
  events.some(({ seq, kind }) => seq > state.lastSeq && (kind !== "message" || state.idleCloseAt !== null));

const ANSWERS_OFFER: readonly Kind[] = [
  "overflow_offered",
  "switched",
  "transferred",
  "claimed",
  "assigned",
  "accepted",
  "taken_over",
];

/** The offer of another department that a waiting visitor has neither taken nor declined. */
export function openOffer(
  { status, events }: Pick<Timeline, "status" | "events">,
  declined: number,
): ChatEventDto | undefined {
  const last = events.findLast(({ kind }) => ANSWERS_OFFER.includes(kind));
  return status === "queued" && last?.kind === "overflow_offered" && last.seq > declined ? last : undefined;
}

/** Whether the place has gone up, which needs a word of why; until it goes down again. */
export function isOvertaken(before: Timeline | undefined, after: Timeline, known: boolean): boolean {
  const was = before?.state?.queue?.place;
  const is = after.state?.queue?.place;
  if (!is || before?.state?.department.id !== after.state?.department.id) return false;
  return was === undefined || was === is ? known : is > was;
}

const HAS_OWNER: readonly Kind[] = ["claimed", "assigned", "reassigned", "accepted", "taken_over"];

/** Only who has had an operator has something to rate, and only once. */
export const isRatable = ({ state, events }: Pick<Timeline, "state" | "events">): boolean =>
  state?.rating === null && events.some(({ kind }) => HAS_OWNER.includes(kind));

/** Time that is left, as minutes and seconds in the digits of `tag`; never below zero. */
export function countdown(until: string, now: number, tag = "en"): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
  const rest = (seconds % 60).toLocaleString(tag, { minimumIntegerDigits: 2 });
  return `${Math.floor(seconds / 60).toLocaleString(tag)}:${rest}`;
}
