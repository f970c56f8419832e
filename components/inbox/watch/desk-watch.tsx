"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useState } from "react";
import type { InboxDto } from "@/lib/chats/inbox-schemas";
import { askAgain } from "@/lib/inbox/ask-again";
import { readInbox } from "@/lib/inbox/inbox-api";
import { RealtimeClient } from "@/lib/realtime/client";
import type { RealtimeClientConfig } from "@/lib/realtime/events";
import { RealtimeContext } from "@/lib/realtime/use-channel";

/** No page waits for it, and it has nothing to say before the browser has read the inbox. */
const WatchedDesk = dynamic(() => import("./watched-desk").then((module) => module.WatchedDesk), { ssr: false });

const AGAIN_MS = 15_000;

type Props = {
  realtime: RealtimeClientConfig;
  /** The page fills the window: what stands above it touches it. */
  fill?: boolean;
  children: ReactNode;
};

/**
 * Around the pages beside the inbox: gives them the page's one connection, and keeps their operator at work. Whoever looks
 * at a report or writes to a colleague can still be reached, and hears of new chats.
 */
export function DeskWatch({ realtime, fill = false, children }: Props) {
  const [client] = useState(() => new RealtimeClient(realtime));
  const inbox = useInboxOnce();
  useEffect(() => client.start(), [client]);
  return (
    <RealtimeContext value={client}>
      {inbox && <WatchedDesk inbox={inbox} fill={fill} />}
      {children}
    </RealtimeContext>
  );
}

/** The inbox as it was when the page opened; null until it is read, which is tried for as long as the page stays. */
function useInboxOnce(): InboxDto | null {
  const [inbox, setInbox] = useState<InboxDto | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isHere = true;
    const read = async () => {
      const result = await askAgain(() => readInbox());
      if (!isHere) return;
      if (result.ok) setInbox(result.data);
      // Who is signed out is told so by what they do next on the page.
      else if (result.status !== 401) timer = setTimeout(() => void read(), AGAIN_MS);
    };
    void read();
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, []);
  return inbox;
}
