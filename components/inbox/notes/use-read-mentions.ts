"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import type { ChatEventDto } from "@/lib/chats/schemas";
import { postMentionsRead } from "@/lib/inbox/inbox-api";
import { isLookedAt, subscribeToFocus } from "../thread/use-mark-read";
import { useInbox } from "../use-desk";

/** Notes that name me and stand on a screen that I look at are no news any more. */
export function useReadMentions(chatId: string, events: readonly ChatEventDto[], isShown: boolean): void {
  const { operator, unreadMentions } = useInbox();
  const isLooking = useSyncExternalStore(subscribeToFocus, isLookedAt, () => false);
  const told = useRef(0);
  const isNamed = ({ internal }: ChatEventDto) =>
    internal?.mentions?.some(({ operatorId }) => operatorId === operator.id) ?? false;
  const upto = unreadMentions > 0 && isShown && isLooking ? (events.findLast(isNamed)?.seq ?? 0) : 0;
  useEffect(() => {
    if (upto <= told.current) return;
    told.current = upto;
    // The count comes by `inbox.changed`; what is lost is told again when the chat is opened the next time.
    void postMentionsRead({ chatId, upto });
  }, [chatId, upto]);
}
