import type { Presence, Span } from "./record";

/** What was noted of one operator, in order; instants are milliseconds since 1970. */
export type NotedPresence = { since: number; state: Presence | "gone" };
/** When an operator had a chat. */
export type Had = { from: number; to: number };

/** Who has no chat for longer than this is taken to have gone in between, where nothing was noted. */
const PAUSE_MS = 60 * 60_000;
/** A chat that lies open for longer says nothing of whether anybody sits before it. */
const CHAT_MS_MAX = 2 * 60 * 60_000;
/** Notes are made once a minute. */
const NOTE_MS = 60_000;

/**
 * When one operator was there, up to `until`: as it was noted at the time, and before the first note as their chats tell:
 * from the first to the last one, without long pauses. Whoever got a chat in the minute before a note of them was there
 * already.
 */
export function spansOf(noted: readonly NotedPresence[], had: readonly Had[], until: number): Span[] {
  const first = noted[0]?.since ?? until;
  return [...concluded(had, Math.min(first, until)), ...fromNotes(noted, had, until)];
}

function concluded(had: readonly Had[], until: number): Span[] {
  const spans: Span[] = [];
  for (const { from, to } of [...had].sort((a, b) => a.from - b.from)) {
    if (from >= until) break;
    const end = Math.min(to, from + CHAT_MS_MAX, until);
    const last = spans.at(-1);
    if (last && from - last.to <= PAUSE_MS) last.to = Math.max(last.to, end);
    else spans.push({ from, to: end, state: "there", isNoted: false });
  }
  return spans.filter(({ from, to }) => from < to);
}

function fromNotes(noted: readonly NotedPresence[], had: readonly Had[], until: number): Span[] {
  const spans: Span[] = [];
  for (const [index, { since, state }] of noted.entries()) {
    const to = Math.min(until, noted[index + 1]?.since ?? until);
    if (state === "gone" || since >= to) continue;
    const earlier = had.filter(({ from }) => from < since && from >= since - NOTE_MS).map(({ from }) => from);
    const from =
      state === "there" ? Math.max(spans.at(-1)?.to ?? noted[0]?.since ?? since, Math.min(since, ...earlier)) : since;
    spans.push({ from, to, state, isNoted: true });
  }
  return spans;
}
