"use client";

import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { ChannelHandlers, ConnectionStatus, RealtimeClient } from "@/lib/realtime/client";
import type { ChannelKind } from "@/lib/realtime/events";

/** The page's one connection. */
export const RealtimeContext = createContext<RealtimeClient | null>(null);

/** @throws Error outside of a `RealtimeContext` */
export function useRealtime(): RealtimeClient {
  const client = use(RealtimeContext);
  if (!client) throw new Error("useChannel needs a RealtimeContext around it");
  return client;
}

/**
 * Listens to some channels of one kind for as long as the component is there; ids may come and go. Handlers may be new
 * at each render: the newest are called.
 */
export function useChannels<K extends ChannelKind>(
  kind: K,
  ids: readonly string[],
  handlers: ChannelHandlers<K>,
): void {
  const client = useRealtime();
  const newest = useEffectEvent(() => handlers);
  const wanted = ids.join(" ");
  useEffect(() => {
    const leaves = wanted === "" ? [] : wanted.split(" ").map((id) => client.listen(kind, id, () => newest()));
    return () => {
      for (const leave of leaves) leave();
    };
  }, [client, kind, wanted]);
}

/** Listens to one channel; with no id, to none. */
export function useChannel<K extends ChannelKind>(kind: K, id: string | null, handlers: ChannelHandlers<K>): void {
  useChannels(kind, id === null ? [] : [id], handlers);
}

const CONNECTED: ConnectionStatus = { downSince: null };

/** Whether the connection stands, and since when it does not. */
export function useConnection(): ConnectionStatus {
  const client = useRealtime();
  return useSyncExternalStore(client.onStatus, client.status, () => CONNECTED);
}
