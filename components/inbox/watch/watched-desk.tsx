"use client";

import { useRouter } from "next/navigation";
import { useSyncExternalStore } from "react";
import type { InboxDto } from "@/lib/chats/inbox-schemas";
import { attentionCount } from "@/lib/inbox/chat-lists";
import { useAlerts } from "../alerts/use-alerts";
import { useCountedTitle } from "../alerts/use-counted-title";
import { useServiceWorker } from "../alerts/use-service-worker";
import { useSight } from "../alerts/use-sight";
import { useUnlockedAudio } from "../alerts/use-unlocked-audio";
import { MissesBanner } from "../presence/misses-banner";
import { useReviewNews } from "../supervise/use-review-news";
import { useTakenToast } from "../supervise/use-taken-toast";
import { DeskContext, useLiveDesk, useNewDesk } from "../use-desk";
import { useNewsToasts } from "./use-news-toasts";

/** A desk without its looks: it pulses, sends what is still to be sent, and tells of what happens as the inbox does. */
export function WatchedDesk({ inbox, fill }: { inbox: InboxDto; fill: boolean }) {
  const desk = useNewDesk(inbox, null);
  const state = useSyncExternalStore(desk.inbox.subscribe, desk.inbox.get, desk.inbox.get);
  const router = useRouter();
  const open = (chatId: string) => router.push(`/inbox/${chatId}`);
  useLiveDesk(desk);
  useAlerts(desk, open);
  useNewsToasts(desk, open);
  useTakenToast(inbox.operator.id, open);
  useReviewNews(inbox.operator.id);
  useServiceWorker(open);
  useSight();
  useUnlockedAudio();
  useCountedTitle(attentionCount(state));
  return (
    <DeskContext value={desk}>
      <MissesBanner className={fill ? undefined : "not-empty:mb-6"} />
    </DeskContext>
  );
}
