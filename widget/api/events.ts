import type { ToLoader } from "../protocol";
import type { Launcher } from "./launcher";

const EVENTS = [
  "ready",
  "open",
  "close",
  "unread",
  "chat-started",
  "chat-ended",
  "message",
  "identity-expired",
  /** Of the frame, for us. */
  "identity-refused",
] as const;
export type EventName = (typeof EVENTS)[number];
export type Emit = (name: EventName, detail?: unknown) => void;

export const isEventName = (name: unknown): name is EventName => EVENTS.some((each) => each === name);

/** What a page hears of the widget. */
export function listenTo(launcher: Launcher) {
  const listeners = new Map<unknown, Set<(detail: unknown) => void>>();
  let unread = 0;

  const emit: Emit = (name, detail) => {
    for (const listener of [...(listeners.get(name) ?? [])]) {
      // One listener's fault must not keep the others from hearing; the page's own error tools get it.
      queueMicrotask(() => listener(detail));
    }
  };
  launcher.on = (message: ToLoader) => {
    if (message.type === "unread" && message.count !== unread) {
      unread = message.count;
      emit("unread", { count: unread });
    }
    if (message.type === "event" && isEventName(message.name)) emit(message.name, message.detail);
  };
  return {
    emit,
    on: (name: EventName, listener: (detail: unknown) => void) => {
      listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
    },
    /** Without a listener: all of the event. */
    off: (name: unknown, listener: unknown) => {
      const known = listeners.get(name);
      for (const each of [...(known ?? [])]) if (listener === undefined || each === listener) known?.delete(each);
    },
  };
}
