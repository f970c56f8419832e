import type { KeyboardEvent } from "react";

const RESULT = "[data-search-result]";

export const firstResult = () => document.querySelector<HTMLElement>(RESULT);

/** Arrow keys, Home and End move through what was found; above the first and with Escape it is the field again. */
export function moveInResults(event: KeyboardEvent<HTMLElement>, field: HTMLElement | null): void {
  const { key, target, currentTarget } = event;
  if (event.metaKey || event.ctrlKey || event.altKey || !(target instanceof HTMLElement)) return;
  // The list itself, where it has the focus, is scrolled.
  if (target === currentTarget && key !== "Escape") return;
  const results = [...currentTarget.querySelectorAll<HTMLElement>(RESULT)];
  const at = results.indexOf(target);
  const next = {
    ArrowDown: results[at + 1],
    ArrowUp: at <= 0 ? field : results[at - 1],
    Home: results[0],
    End: results.at(-1),
    Escape: field,
  }[key];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
