"use client";

/** News that no list counts (mentions, calls for help) and that came while nobody looked; by kind and chat. */
const keys = new Set<string>();
const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

export function noteUnseen(key: string): void {
  keys.add(key);
  tell();
}

/** The operator looks. */
export function forgetUnseen(): void {
  if (keys.size === 0) return;
  keys.clear();
  tell();
}

export const unseenCount = () => keys.size;

export function onUnseen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
