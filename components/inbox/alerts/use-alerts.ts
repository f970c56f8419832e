"use client";

import { useEffect, useEffectEvent } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { isolate } from "@/components/chat/isolate";
import { type AlertKind, loudestOf, meansOf, type Sight, staysUntilSeen } from "@/lib/alerts/rules";
import { type Alert, alertsBetween, isOver, mayBeGivenOut } from "@/lib/inbox/alerting/changes";
import { type News, newsFeed } from "@/lib/inbox/alerting/news";
import { QueueLoop } from "@/lib/inbox/alerting/queue-loop";
import { chatOf } from "@/lib/inbox/chat-lists";
import type { Desk } from "@/lib/inbox/desk";
import { plainText } from "@/lib/markup/rules";
import { useChannel } from "@/lib/realtime/use-channel";
import { toTone } from "@/lib/tones/rules";
import { closeNotifications, isLookedAt, showNotification } from "./desktop";
import { isMuted, play } from "./sound";
import { noteUnseen } from "./unseen";
import { useLeader } from "./use-leader";
import { useNewsText } from "./use-news-text";

/** A waiting chat that the router gives to somebody within this time is no news for the others. */
const GIVEN_OUT_WITHIN_MS = 2000;
/** A call for help stands until somebody has had the time to read it. */
const SUPERVISOR_TOAST_MS = 30_000;
/** How often the queue's loop looks; browsers slow this down to once a minute in tabs that are hidden for long. */
const LOOP_TICK_MS = 1000;
const FALLBACK_ICON = "/icons/icon-192.png";

const sightNow = (): Sight =>
  isLookedAt() ? "focused" : document.visibilityState === "visible" ? "visible" : "hidden";

/**
 * Tells the operator by ear, by the operating system and in the title what happens, as their settings say. Everything
 * goes through the feed of this tab (`newsFeed`): what the inbox's own state brings, and what others hand in.
 */
export function useAlerts(desk: Desk, open: (chatId: string) => void): void {
  const isLeader = useLeader();

  const toneOf = (departmentId: string | undefined) =>
    toTone(desk.inbox.get().departments.find(({ id }) => id === departmentId)?.tone);
  const sound = (kind: AlertKind, departmentId: string | undefined) => {
    if (isLeader.current && !isMuted()) play(kind, toneOf(departmentId), desk.inbox.get().operator.alerts.volume);
  };
  const meansNow = (kind: AlertKind) => {
    const { alerts: settings, intent } = desk.inbox.get().operator;
    return meansOf(kind, { settings, intent, sight: sightNow() });
  };
  const tell = useEffectEvent((all: readonly News[], loop: QueueLoop) => {
    const kinds = all.map(({ kind }) => kind).filter((kind) => meansNow(kind).sound);
    const loudest = all.find(({ kind }) => kind === loudestOf(kinds));
    if (loudest) {
      sound(loudest.kind, loudest.departmentId);
      loop.sounded(Date.now());
    }
    for (const { kind, chatId, title, body, icon } of all) {
      const means = meansNow(kind);
      if (means.title && (kind === "mention" || kind === "supervisor")) noteUnseen(`${kind}-${chatId}`);
      if (!means.desktop || !isLeader.current) continue;
      const message = { kind, chatId, title, body, icon: icon || FALLBACK_ICON, stays: staysUntilSeen(kind) };
      void showNotification(message, () => open(chatId));
    }
  });
  const repeat = useEffectEvent((loop: QueueLoop) => {
    const state = desk.inbox.get();
    const { repeatSeconds } = state.operator.alerts;
    if (repeatSeconds === null || !isLeader.current || !meansNow("waiting").sound) return;
    const departmentId = loop.due(state, repeatSeconds * 1000, Date.now());
    if (departmentId !== null) sound("waiting", departmentId);
  });

  useEffect(() => {
    const loop = new QueueLoop();
    // What waited before this page was there is known: the operator opened it.
    loop.reacted(desk.inbox.get());
    const react = () => loop.reacted(desk.inbox.get());
    const unsubscribe = newsFeed.subscribe((news) => tell(news, loop));
    const timer = setInterval(() => repeat(loop), LOOP_TICK_MS);
    window.addEventListener("pointerdown", react);
    window.addEventListener("keydown", react);
    return () => {
      unsubscribe();
      clearInterval(timer);
      window.removeEventListener("pointerdown", react);
      window.removeEventListener("keydown", react);
    };
  }, [desk]);

  useInboxNews(desk);
  useSupervisorNews(desk, open);
  useMentionNews(desk);
}

/** Feeds in that somebody named this operator in a note. */
function useMentionNews(desk: Desk): void {
  const t = useTranslations("alerts");
  useChannel("operator", desk.inbox.get().operator.id, {
    "mention.told": ({ mention: { chatId, byName, department, visitorName, preview } }) => {
      const title = t("title.mention", { department: department.name, name: byName });
      const body = t("body", { name: visitorName, preview: plainText(preview) });
      newsFeed.raise({ kind: "mention", chatId, title, body, departmentId: department.id, icon: department.logoUrl });
    },
  });
}

/** Feeds in what two states of the inbox differ by, and takes back what is over. */
function useInboxNews(desk: Desk): void {
  const newsOf = useNewsText();
  const raise = useEffectEvent((alerts: readonly Alert[]) => newsFeed.raise(...alerts.map(newsOf)));
  useEffect(() => {
    let before = desk.inbox.get();
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const later = (alert: Alert) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (chatOf(desk.inbox.get(), alert.chat.id)?.status === "queued") raise([alert]);
      }, GIVEN_OUT_WITHIN_MS);
      timers.add(timer);
    };
    const unsubscribe = desk.inbox.subscribe(() => {
      const after = desk.inbox.get();
      const alerts = alertsBetween(before, after, desk.actions.takenIds);
      before = after;
      closeNotifications((kind, chatId) => isOver(kind, chatId, after));
      const isEarly = ({ kind, chat }: Alert) => kind === "waiting" && mayBeGivenOut(after, chat);
      for (const alert of alerts) if (isEarly(alert)) later(alert);
      raise(alerts.filter((alert) => !isEarly(alert)));
    });
    return () => {
      unsubscribe();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [desk]);
}

/** Feeds in that a visitor waits and nobody answers, and says so on the page, too. */
function useSupervisorNews(desk: Desk, open: (chatId: string) => void): void {
  const t = useTranslations("alerts");
  useChannel("operator", desk.inbox.get().operator.id, {
    "supervisor.alerted": ({ alertId, chatId, departmentName, cause }) => {
      const title = t("title.supervisor", { department: isolate(departmentName) });
      const body = t(`supervisorCause.${cause}`);
      const action = { label: t("open"), onClick: () => open(chatId) };
      toast.warning(title, { id: `alert-${alertId}`, description: body, action, duration: SUPERVISOR_TOAST_MS });
      const department = desk.inbox.get().departments.find(({ name }) => name === departmentName);
      newsFeed.raise({
        kind: "supervisor",
        chatId,
        title,
        body,
        departmentId: department?.id,
        icon: department?.logoUrl,
      });
    },
  });
}
