"use client";

import { useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import { alertsBetween } from "@/lib/inbox/alerts";
import type { Desk } from "@/lib/inbox/desk";
import { attentionCount } from "@/lib/inbox/inbox-state";
import { beep, unlockAudio } from "./beep";
import { browserStorage, useInbox } from "./use-desk";
import { useLeader } from "./use-leader";

const SOUND_KEY = "foyer.sound";

export const isSoundOn = () => browserStorage.get(SOUND_KEY) !== "off";
export const setSoundOn = (isOn: boolean) => void browserStorage.set(SOUND_KEY, isOn ? "on" : "off");

/** Sounds and notifies for what happens while nobody looks, always with the department's name. */
export function useAlerts(desk: Desk, open: (chatId: string) => void): void {
  const t = useTranslations("inbox.alerts");
  const isLeader = useLeader();

  useEffect(() => {
    const unlock = () => unlockAudio();
    window.addEventListener("pointerdown", unlock);
    window.addEventListener("keydown", unlock);
    return () => {
      window.removeEventListener("pointerdown", unlock);
      window.removeEventListener("keydown", unlock);
    };
  }, []);

  const alarm = useEffectEvent((alerts: ReturnType<typeof alertsBetween>) => {
    const first = alerts.find(({ kind }) => kind === "chat") ?? alerts[0];
    if (!first || !isLeader.current) return;
    if (isSoundOn()) beep(first.kind);
    if (document.visibilityState === "visible" && document.hasFocus()) return;
    for (const { kind, chat } of alerts) {
      const title = t(kind === "chat" ? "newChat" : "newMessage", { department: chat.department.name });
      const body = t("body", { name: chat.visitor.name, preview: chat.lastMessage?.preview ?? "" });
      notify(`${chat.id}-${kind}`, title, [body, chat.page.title ?? chat.page.url].filter(Boolean).join("\n"), () =>
        open(chat.id),
      );
    }
  });

  useEffect(() => {
    let before = desk.inbox.get();
    return desk.inbox.subscribe(() => {
      const after = desk.inbox.get();
      const alerts = alertsBetween(before, after, desk.claimedIds);
      before = after;
      if (alerts.length > 0) alarm(alerts);
    });
  }, [desk]);
}

function notify(tag: string, title: string, body: string, onClick: () => void): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(title, { tag, body, icon: "/icon.svg" });
    shown.onclick = () => {
      window.focus();
      onClick();
      shown.close();
    };
  } catch {
    // Phones allow notifications from service workers only.
  }
}

/** Counts in the tab's title what wants attention. */
export function useTitle(): void {
  const t = useTranslations("inbox");
  const common = useTranslations("common");
  const count = attentionCount(useInbox());
  const title = `${count > 0 ? t("titleWithCount", { count }) : t("title")} · ${common("brand")}`;
  useEffect(() => {
    document.title = title;
    // Next writes the title of the page again when its metadata arrives.
    const observer = new MutationObserver(() => {
      if (document.title !== title) document.title = title;
    });
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [title]);
}
