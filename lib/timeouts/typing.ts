/** Browsers say it every 5 s while somebody types; after a longer silence the typing has stopped in between. */
const TYPING_GAP_MS = 10_000;
/** What one sign of typing is worth when none came before it. */
const TYPING_SIGN_MS = 5_000;
/** A day: far above every period; keeps the column small. */
const PAUSE_MAX_MS = 86_400_000;

/** How long typing has paused the clock of this turn, with one more sign of it at `now`. Milliseconds. */
export function pauseByTyping(chat: { typedAt: Date | null; typingPauseMs: number }, now: Date): number {
  const sinceLast = chat.typedAt ? now.getTime() - chat.typedAt.getTime() : Number.POSITIVE_INFINITY;
  const added = sinceLast >= 0 && sinceLast <= TYPING_GAP_MS ? sinceLast : TYPING_SIGN_MS;
  return Math.min(PAUSE_MAX_MS, chat.typingPauseMs + added);
}
