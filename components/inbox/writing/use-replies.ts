"use client";

import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { askAgain } from "@/lib/inbox/ask-again";
import { readCannedReplies } from "@/lib/inbox/inbox-api";
import { ReplyShelf } from "@/lib/inbox/writing/reply-shelf";
import type { CannedReplyDto } from "@/lib/replies/schemas";

/** One shelf per tab. */
export const newReplyShelf = () => new ReplyShelf(() => askAgain(readCannedReplies));
export const RepliesContext = createContext<ReplyShelf | null>(null);

/** The operator's canned replies as they are known, and how to ask for them. */
export function useReplies() {
  const shelf = use(RepliesContext);
  if (!shelf) throw new Error("useReplies needs a RepliesContext around it");
  const { replies, companyName, isLoaded } = useSyncExternalStore(shelf.subscribe, shelf.get, shelf.get);
  const take = useSyncExternalStore(shelf.subscribe, shelf.taker, shelf.taker);
  return { replies, companyName, isLoaded, take, wanted: () => void shelf.wanted() };
}

/** Takes replies that are chosen elsewhere for as long as the component is there; with null it takes none. */
export function useReplyTaker(into: ((reply: CannedReplyDto | string) => void) | null): void {
  const shelf = use(RepliesContext);
  const newest = useEffectEvent((reply: CannedReplyDto | string) => into?.(reply));
  const takes = into !== null;
  useEffect(() => (takes ? shelf?.take((reply) => newest(reply)) : undefined), [shelf, takes]);
}
