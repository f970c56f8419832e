import { state, update } from "../state";

/** The last entry counts as seen when no more than this is below the edge. */
const NEAR_END_PX = 48;

const find = () => document.getElementById("log");
const countEntries = (log: HTMLElement | null) => log?.querySelectorAll("li").length ?? 0;
const isAtEnd = (log: HTMLElement) => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;

/**
 * Remembers, before the screen is drawn, what of the log is in view; what it answers is called afterwards. Whoever reads at the
 * end stays there, and what the visitor has just written is always brought into view.
 */
export function holdScroll(): () => void {
  const log = find();
  const before = countEntries(log);
  const atEnd = !log || isAtEnd(log);
  return () => {
    const now = find();
    if (!now) return;
    const hasMore = countEntries(now) > before;
    if (atEnd || (hasMore && now.querySelector("li:last-child")?.classList.contains("pending"))) toEnd();
    else if (hasMore && state.caughtUp) update({ newBelow: true });
  };
}

export function toEnd(): void {
  const log = find();
  if (log) log.scrollTop = log.scrollHeight;
}

export function onScroll({ currentTarget }: { currentTarget: HTMLElement }): void {
  if (isAtEnd(currentTarget) && state.newBelow) update({ newBelow: false });
}
