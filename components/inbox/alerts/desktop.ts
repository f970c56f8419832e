"use client";

import type { AlertKind } from "@/lib/alerts/rules";

type Shown = { kind: AlertKind; chatId: string; notification: Notification };
/** `renotify` is not in the compiler's list; browsers that do not know it show the newer text without a sign. */
type Options = NotificationOptions & { renotify: boolean };
type Message = { kind: AlertKind; chatId: string; title: string; body: string; icon: string; stays: boolean };

/** What this tab shows, by chat: a newer one about the same chat takes the place of the one before. */
const shown = new Map<string, Shown>();

/** The same name in pages and in the service worker: a push about a chat replaces what a tab shows of it. */
export const tagOf = (chatId: string) => `chat-${chatId}`;

export const isLookedAt = () => document.visibilityState === "visible" && document.hasFocus();

export const notificationPermission = (): NotificationPermission | "unsupported" =>
  typeof Notification === "undefined" ? "unsupported" : Notification.permission;

/** Shows a message of the operating system; a click brings this tab to the front and calls `onClick`. */
export async function showNotification(message: Message, onClick: () => void): Promise<void> {
  if (notificationPermission() !== "granted") return;
  const { kind, chatId, title, body, icon, stays } = message;
  const tag = tagOf(chatId);
  // Our own sound plays, or is not wanted.
  const options: Options = { tag, body, icon, silent: true, requireInteraction: stays, renotify: true };
  try {
    const notification = new Notification(title, options);
    notification.onclick = () => {
      window.focus();
      onClick();
      notification.close();
    };
    notification.onclose = () => {
      if (shown.get(tag)?.notification === notification) shown.delete(tag);
    };
    shown.set(tag, { kind, chatId, notification });
  } catch {
    // Phones allow notifications from service workers only.
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, { ...options, data: { chatId, kind } });
  }
}

/** Takes back what nobody needs to see any more, also what was pushed. */
export function closeNotifications(isOver: (kind: AlertKind, chatId: string) => boolean): void {
  for (const { kind, chatId, notification } of [...shown.values()]) if (isOver(kind, chatId)) notification.close();
  void closePushed(isOver);
}

type Pushed = { chatId?: string; kind?: AlertKind } | null;

async function closePushed(isOver: (kind: AlertKind, chatId: string) => boolean): Promise<void> {
  if (notificationPermission() !== "granted") return;
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  for (const notification of (await registration?.getNotifications()) ?? []) {
    const { chatId, kind }: { chatId?: string; kind?: AlertKind } = (notification.data as Pushed) ?? {};
    if (chatId && kind && isOver(kind, chatId)) notification.close();
  }
}
