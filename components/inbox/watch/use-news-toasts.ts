"use client";

import { useEffect, useEffectEvent } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import type { AlertKind } from "@/lib/alerts/rules";
import { isOver } from "@/lib/inbox/alerting/changes";
import { type News, newsFeed } from "@/lib/inbox/alerting/news";
import type { Desk } from "@/lib/inbox/desk";

/** Long enough to be read by whoever is in the middle of something else. */
const TOAST_MS = 20_000;

const toastId = (chatId: string) => `news-${chatId}`;

/** Shows news on the page, where no list does, and takes them back when they are over. A call for help has its own. */
export function useNewsToasts(desk: Desk, open: (chatId: string) => void): void {
  const t = useTranslations("alerts");
  const show = useEffectEvent(({ chatId, title, body }: News) => {
    toast.info(title, {
      id: toastId(chatId),
      description: body,
      duration: TOAST_MS,
      action: { label: t("open"), onClick: () => open(chatId) },
    });
  });
  useEffect(() => {
    const shown = new Map<string, AlertKind>();
    const unsubscribe = newsFeed.subscribe((all) => {
      for (const news of all) {
        if (news.kind === "supervisor") continue;
        shown.set(news.chatId, news.kind);
        show(news);
      }
    });
    const unsubscribeState = desk.inbox.subscribe(() => {
      for (const [chatId, kind] of shown) {
        if (!isOver(kind, chatId, desk.inbox.get())) continue;
        shown.delete(chatId);
        toast.dismiss(toastId(chatId));
      }
    });
    return () => {
      unsubscribe();
      unsubscribeState();
      // In the inbox, where they lead, the lists tell the same.
      for (const chatId of shown.keys()) toast.dismiss(toastId(chatId));
    };
  }, [desk]);
}
