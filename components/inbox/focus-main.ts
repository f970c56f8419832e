"use client";

/** For when the button that was pressed is gone with what it did: the keyboard goes on at the page instead of nowhere. */
export function focusMainIfLost(): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) document.getElementById("main")?.focus();
}
