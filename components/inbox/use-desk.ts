"use client";

import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import type { InboxDto } from "@/lib/chats/schemas";
import { Desk } from "@/lib/inbox/desk";
import { safeStorage } from "@/lib/inbox/storage";
import { chatChannelId } from "@/lib/realtime/events";
import { useChannel, useChannels, useConnection, useRealtime } from "@/lib/realtime/use-channel";

export const DeskContext = createContext<Desk | null>(null);

/** What this tab of the inbox knows and can do. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error("useDesk needs a DeskContext around it");
  return desk;
}

/** This browser's storage, or memory where it is blocked. */
export const browserStorage = safeStorage(() => localStorage);

const exclusively = async (name: string, work: () => Promise<void>) => {
  // Missing without TLS; then only the server's dedupe keeps two tabs from sending the same twice.
  await (navigator.locks ? navigator.locks.request(name, work) : work());
};

/** Makes the desk of this tab and keeps it running. */
export function useNewDesk(inbox: InboxDto, openedId: string | null): Desk {
  const [desk] = useState(() => new Desk({ inbox, openedId, storage: browserStorage, exclusively }));
  useEffect(() => {
    desk.start();
    const wake = () => {
      desk.outbox.kick(true);
      desk.pulse.soon();
      desk.sync();
    };
    const onVisible = () => document.visibilityState === "visible" && wake();
    const onShow = (event: PageTransitionEvent) => event.persisted && wake();
    const onStorage = (event: StorageEvent) => event.key?.startsWith("foyer.outbox.") && desk.outbox.reload();
    window.addEventListener("online", wake);
    window.addEventListener("pageshow", onShow);
    window.addEventListener("storage", onStorage);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      desk.stop();
      window.removeEventListener("online", wake);
      window.removeEventListener("pageshow", onShow);
      window.removeEventListener("storage", onStorage);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [desk]);
  return desk;
}

export function useInbox() {
  const { inbox } = useDesk();
  return useSyncExternalStore(inbox.subscribe, inbox.get, inbox.get);
}

export function useHealth() {
  const { health } = useDesk();
  return useSyncExternalStore(health.subscribe, health.get, health.get);
}

export function useTimelinePage(chatId: string) {
  const { book } = useDesk();
  return useSyncExternalStore(
    book.subscribe,
    () => book.get(chatId),
    () => undefined,
  );
}

/** Messages of a chat that are not confirmed yet; none while the page hydrates. */
export function useOutboxItems() {
  const { outbox } = useDesk();
  return useSyncExternalStore(outbox.subscribe, outbox.items, noItems);
}

const NONE: ReturnType<Desk["outbox"]["items"]> = [];
const noItems = () => NONE;

/** Listens to everything that concerns the operator and the opened chat, and tells the desk how the connection is. */
export function useLiveDesk(desk: Desk): void {
  const state = useSyncExternalStore(desk.inbox.subscribe, desk.inbox.get, desk.inbox.get);
  const { downSince } = useConnection();
  useEffect(() => desk.pulse.setDownSince(downSince), [desk, downSince]);

  const client = useRealtime();
  const { isUnreachable } = useSyncExternalStore(desk.health.subscribe, desk.health.get, desk.health.get);
  useEffect(() => {
    // A request was answered again: then the realtime server is most likely back too.
    if (!isUnreachable) client.retry();
  }, [client, isUnreachable]);

  useChannels(
    "department",
    state.departments.map(({ id }) => id),
    {
      "chat.changed": ({ chat }) => {
        desk.inbox.dispatch({ type: "row", chat });
        if (chat.id === state.openedId) desk.announced(chat.id, chat.lastSeq);
      },
      onSubscribed: () => void desk.refresh(),
    },
  );
  useChannel("operator", state.operator.id, {
    "inbox.changed": () => void desk.refresh(),
    onSubscribed: () => void desk.refresh(),
  });

  const openedId = state.openedId;
  const epoch = openedId ? (state.entries.get(openedId)?.chat.epoch ?? 0) : 0;
  useChannel("chat", openedId && epoch > 0 ? chatChannelId(openedId, epoch) : null, {
    "event.appended": (event) => desk.appended(event.chatId, [event]),
    "event.announced": ({ chatId, seq }) => desk.announced(chatId, seq),
    onSubscribed: () => openedId && void desk.book.catchUp(openedId),
    onRefused: () => desk.sync(openedId),
  });
}
