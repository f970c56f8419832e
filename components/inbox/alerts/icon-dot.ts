"use client";

const SHAPE =
  '<path fill="#0b6275" d="M9 2h14a7 7 0 0 1 7 7v12a7 7 0 0 1-7 7h-9.2l-5.5 3.5A1.5 1.5 0 0 1 6 30.2v-2.9A7 7 0 0 1 2 21V9a7 7 0 0 1 7-7Z"/><path fill="#fff" d="M10 23v-8a6 6 0 0 1 12 0v8h-3.4v-8a2.6 2.6 0 0 0-5.2 0v8Z"/>';
const DOT = '<circle cx="24" cy="24" r="8" fill="#fff"/><circle cx="24" cy="24" r="6.5" fill="#d92d20"/>';

/** The product's icon (app/icon.svg) with a red dot. */
const dotted = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${SHAPE}${DOT}</svg>`,
)}`;

/** Puts a dot on the tab's icon and the count on the icon of the installed app, or takes both away. */
export function markIcon(count: number): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')) {
    link.dataset.plain ??= link.href;
    const href = count > 0 ? dotted : link.dataset.plain;
    if (link.href !== href) link.href = href;
  }
  const badge = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  badge?.catch(() => undefined);
}
